namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>A time from and to; one that ends before it begins is empty.</summary>
internal readonly record struct Stretch(DateTimeOffset Begin, DateTimeOffset End)
{
    public TimeSpan Length => End > Begin ? End - Begin : TimeSpan.Zero;

    public Stretch Within(Stretch outer) => new(Begin > outer.Begin ? Begin : outer.Begin, End < outer.End ? End : outer.End);
}
