using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>
/// A subject's memory as it lies in the store: a list, which begins with a snapshot (or with nothing) and goes on with blocks, one for
/// each batch that had news of the subject; each of them ends with a mark of its own. Appending is one short command, and whoever finds
/// the end that they know has read everything; so a replica keeps states in memory and is never wrong about them.
/// </summary>
internal static class MemoryLog
{
    /// <summary>Reads elements of a log, or what others have added to it.</summary>
    /// <param name="state">Knows what stands before.</param>
    /// <param name="bytes">From the end that it knows on.</param>
    /// <param name="elements">How many that are.</param>
    /// <param name="learnt">Takes what is to be said of the last block; null where nobody asks.</param>
    /// <returns>The state, or a new one where a snapshot stands among the elements: what was before is in it.</returns>
    /// <exception cref="InvalidDataException">The bytes are not a log.</exception>
    public static SubjectState Apply(SubjectState state, ReadOnlySpan<byte> bytes, int elements, Learnt? learnt = null)
    {
        var from = new LogReader(bytes);
        var (length, snapshot, mark) = (state.End.Length, state.End.Snapshot, state.End.Mark);
        while (!from.IsAtEnd)
        {
            var began = from.Position;
            switch (from.Byte())
            {
                case Snapshot.Kind:
                    state = new SubjectState(state.Subject) { End = state.End };
                    Snapshot.Read(state, ref from);
                    length = 0;
                    snapshot = from.Position + LogEnd.MarkBytes - began;
                    break;
                case BlockWriter.Kind:
                    BlockReader.Apply(state, ref from, learnt);
                    break;
                default:
                    throw new InvalidDataException($"The memory of {state.Subject} was written by another version of the service.");
            }

            mark = from.End();
            length += from.Position - began;
        }

        state.End = new(state.End.Count + elements, length, mark, snapshot);
        return state;
    }

    /// <summary>Reads a whole log.</summary>
    public static SubjectState Read(string subject, ReadOnlySpan<byte> bytes, int elements) => Apply(new(subject), bytes, elements);
}
