using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrailWatch.Backtests;
using TrailWatch.Coverage;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Questions;

namespace TrailWatch.Http;

/// <summary>How answers are written: camelCase, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(EvaluationResult))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(FindingPage))]
[JsonSerializable(typeof(FindingDisposition))]
[JsonSerializable(typeof(DispositionPut))]
[JsonSerializable(typeof(DispositionBody))]
[JsonSerializable(typeof(DetectionList))]
[JsonSerializable(typeof(DetectionEntry))]
[JsonSerializable(typeof(DetectionPatchBody))]
[JsonSerializable(typeof(BacktestBody))]
[JsonSerializable(typeof(BacktestRequest))]
[JsonSerializable(typeof(BacktestReport))]
[JsonSerializable(typeof(BacktestList))]
[JsonSerializable(typeof(BaselineAnswer))]
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(DeliveryTestAnswer))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(BlindSpotReport))]
[JsonSerializable(typeof(ProposalsBody))]
[JsonSerializable(typeof(ProposalAnswer))]
[JsonSerializable(typeof(TimelineAnswer))]
[JsonSerializable(typeof(QuestionsRequest))]
[JsonSerializable(typeof(QuestionsBody))]
[JsonSerializable(typeof(QuestionAnswers))]
[JsonSerializable(typeof(DirectoryStanding))]
[JsonSerializable(typeof(DormancyProof))]
[JsonSerializable(typeof(ApiCallProof))]
[JsonSerializable(typeof(SpikeProof))]
[JsonSerializable(typeof(MfaProof))]
[JsonSerializable(typeof(ActorView))]
internal sealed partial class ApiJsonContext : JsonSerializerContext
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);

        // Otherwise the description calls every integer "integer or string".
        options.NumberHandling = JsonNumberHandling.Strict;

        // The answers are JSON and nothing else; a quote in an SPL search should read as one.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
