using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrailWatch.Coverage;
using TrailWatch.Evaluation;
using TrailWatch.Findings;

namespace TrailWatch.Http;

/// <summary>How answers are written: camelCase, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(EvaluationResult))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(FindingPage))]
[JsonSerializable(typeof(DetectionList))]
[JsonSerializable(typeof(DetectionEntry))]
[JsonSerializable(typeof(DetectionPatchBody))]
[JsonSerializable(typeof(BaselineAnswer))]
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(BlindSpotReport))]
[JsonSerializable(typeof(ProposalsBody))]
[JsonSerializable(typeof(ProposalAnswer))]
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
