using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>
/// A subject's memory as it lies in the store: one string, which begins with a snapshot (or with nothing) and goes on with a block for
/// each batch that had news of the subject; each of them ends with a mark of its own. Appending is one short command, and whoever finds
/// the end that they know has read everything; so a replica keeps states in memory and is never wrong about them.
/// </summary>
internal static class MemoryLog
{
    /// <summary>Reads a log, or what others have added to it.</summary>
    /// <param name="state">Knows what stands before.</param>
    /// <param name="bytes">From the end that it knows on.</param>
    /// <param name="learnt">Takes what is to be said of the last block; null where nobody asks.</param>
    /// <exception cref="InvalidDataException">The bytes are not a log.</exception>
    public static void Apply(SubjectState state, ReadOnlySpan<byte> bytes, Learnt? learnt = null)
    {
        var from = new LogReader(bytes);
        var snapshot = state.End.Snapshot;
        var mark = state.End.Mark;
        while (!from.IsAtEnd)
        {
            switch (from.Byte())
            {
                case Snapshot.Kind when state.IsEmpty && from.Position == 1:
                    Snapshot.Read(state, ref from);
                    snapshot = from.Position + LogEnd.MarkBytes;
                    break;
                case BlockWriter.Kind:
                    BlockReader.Apply(state, ref from, learnt);
                    break;
                default:
                    throw new InvalidDataException($"The memory of {state.Subject} was written by another version of the service.");
            }

            mark = from.End();
        }

        state.End = new(state.End.Length + bytes.Length, mark, snapshot);
    }

    public static SubjectState Read(string subject, ReadOnlySpan<byte> bytes)
    {
        var state = new SubjectState(subject);
        Apply(state, bytes);
        return state;
    }
}
