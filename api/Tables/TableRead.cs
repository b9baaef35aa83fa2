namespace TrailWatch.Tables;

/// <summary>What a table's text held. With any fault, the rows are not to be used.</summary>
/// <param name="Rows">In the order of the text.</param>
/// <param name="Notes">What was understood and left aside, such as a column that means nothing here.</param>
/// <param name="Faults">Every fault, by row and field.</param>
public sealed record TableRead<T>(IReadOnlyList<T> Rows, IReadOnlyList<string> Notes, RowFaults Faults);
