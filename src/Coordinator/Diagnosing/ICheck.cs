namespace AdaSapSweep.Coordinator.Diagnosing;

/// <summary>One thing that <c>adasap doctor</c> looks at. A new one is a new class and a line in <see cref="Examination.All"/>.</summary>
internal interface ICheck
{
    /// <summary>One word, before each of its lines.</summary>
    string Name { get; }

    /// <summary>Looks; leaves everything as it was. What is wrong is a finding and never an exception.</summary>
    /// <returns>Empty when there is nothing to look at, as without a sweep file.</returns>
    Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop);
}
