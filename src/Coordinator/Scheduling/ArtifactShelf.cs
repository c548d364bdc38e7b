using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The artifacts that lie on the disk, in the order in which they would go; kept only under a disk budget.</summary>
/// <param name="Bytes">Of all that are there.</param>
/// <param name="Newest">Age of the newest; counts up.</param>
/// <param name="Spare">Those that nothing needs.</param>
/// <param name="Needed">Those that a stage may yet start from.</param>
internal sealed record ArtifactShelf(long Bytes, long Newest, ImmutableSortedSet<ByAge> Spare, ImmutableSortedSet<ByCost> Needed)
{
    public static readonly ArtifactShelf Empty = new(0, 0, [], []);
}

/// <summary>Oldest first.</summary>
internal readonly record struct ByAge(long Age, int Stage) : IComparable<ByAge>
{
    public int CompareTo(ByAge other) => (Age, Stage).CompareTo((other.Age, other.Stage));
}

/// <summary>What costs least to make again, in seconds a byte, first.</summary>
internal readonly record struct ByCost(double SecondsPerByte, int Stage) : IComparable<ByCost>
{
    public int CompareTo(ByCost other) => (SecondsPerByte, Stage).CompareTo((other.SecondsPerByte, other.Stage));
}
