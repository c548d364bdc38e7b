namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The user asked for something that cannot be done; the lines say what is wrong and what to do. Never shown with a stack trace.</summary>
internal sealed class UsageException(IReadOnlyList<string> lines) : Exception(string.Join(Environment.NewLine, lines))
{
    public UsageException(string line)
        : this([line])
    {
    }

    public IReadOnlyList<string> Lines { get; } = lines;
}
