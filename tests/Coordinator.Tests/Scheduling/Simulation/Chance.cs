namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>The one source of randomness of a schedule: the same seed gives the same schedule.</summary>
internal sealed class Chance(int seed)
{
    public Random Random { get; } = new(seed);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int percent) => percent > 0 && Random.Next(100) < percent;

    /// <summary>From the first to the last, both included.</summary>
    public int Between(int first, int last) => Random.Next(first, last + 1);

    public T Of<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];

    public IReadOnlyList<T> Some<T>(IEnumerable<T> choices, int percent) => [.. choices.Where(_ => Percent(percent))];
}
