using System.Text.Json;
using TrailWatch.Questions;
using TrailWatch.Tests.Evaluation;
using Xunit;

namespace TrailWatch.Tests.Questions;

/// <summary>Short ways to ask.</summary>
internal static class Asking
{
    public static Task<IReadOnlyList<QuestionAnswer>> AskAsync(this House house, params IEnumerable<object> questions) =>
        house.Questions.AskAsync([.. questions.Select(q => JsonSerializer.SerializeToElement(q))]);

    /// <summary>The one answer, which must be a verdict.</summary>
    public static async Task<QuestionAnswer> AskOneAsync(this House house, object question)
    {
        var answer = Assert.Single(await house.AskAsync(question));
        Assert.Null(answer.Error);
        Assert.EndsWith(".", answer.Explain, StringComparison.Ordinal);
        return answer;
    }

    public static T Proof<T>(this QuestionAnswer answer) => Assert.IsType<T>(answer.Proof);

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
}
