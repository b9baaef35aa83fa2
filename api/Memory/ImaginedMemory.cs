using TrailWatch.Memory.Accounts;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Log;

namespace TrailWatch.Memory;

/// <summary>A memory that starts as the store has it and learns for itself alone: for a dry run.</summary>
internal sealed class ImaginedMemory(IStore store) : IActorMemory
{
    private readonly Dictionary<string, Remembered> _known = new(StringComparer.Ordinal);

    public async Task AskAsync(IReadOnlyCollection<SubjectQuestion> questions, MemorySettings settings, Action<SubjectAnswer> judge, AccountsQuestion accounts)
    {
        var subjects = questions.SelectMany(q => q.ImportedUnder is { } name ? [q.Subject, name] : (string[])[q.Subject]);
        await RecallAsync([.. subjects.Distinct(StringComparer.Ordinal).Where(s => !_known.ContainsKey(s))]).ConfigureAwait(false);
        foreach (var question in questions)
        {
            using var log = new LogWriter();
            var writing = new Writing(_known[question.Subject]);
            var asked = new Asked(question, settings);
            writing.Add(asked);
            writing.Prepare(log, 0);
            writing.Take();
            var imported = question.ImportedUnder is { } name ? _known[name].State : null;
            judge(new(asked, writing.Of.State, imported));
        }
    }

    public void Settle(IReadOnlyCollection<SubjectQuestion> questions)
    {
        // What is thrown away need not be forgotten.
    }

    private async Task RecallAsync(List<string> subjects)
    {
        if (subjects.Count == 0)
        {
            return;
        }

        var pipeline = store.Database.CreateBatch();
        var reading = subjects.ConvertAll(subject => SubjectStore.ReadAsync(pipeline, store.KeyPrefix, subject));
        pipeline.Execute();
        foreach (var state in await Task.WhenAll(reading).ConfigureAwait(false))
        {
            _known[state.Subject] = new(state, store.KeyPrefix);
        }
    }
}
