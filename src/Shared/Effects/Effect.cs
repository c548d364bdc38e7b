namespace AdaSapSweep.Shared.Effects;

/// <summary>How much a measurement changes from one value of an axis to another, all else equal.</summary>
/// <param name="Difference">Mean over the seeds of the measurement with <see cref="To"/> less that with <see cref="From"/>.</param>
/// <param name="Seeds">That have pairs; each gives one difference, the mean over its pairs.</param>
/// <param name="Pairs">Settings of the other axes in which both values were tried, counted over all seeds.</param>
/// <param name="Low">Lower end of the interval; null where a single seed gives none. All intervals of a table hold at once with the table's confidence.</param>
/// <param name="High">Upper end.</param>
/// <param name="Holds">The interval leaves out 0: the table claims that there is an effect.</param>
public sealed record Effect(
    string Axis, string From, string To, string Metric, double Difference, int Seeds, int Pairs, double? Low, double? High, bool Holds);
