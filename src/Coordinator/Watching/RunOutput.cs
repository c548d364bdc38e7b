namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Where a run writes.</summary>
/// <param name="Results">The table at its end.</param>
/// <param name="Messages">Everything else.</param>
/// <param name="Screen">The terminal, where the messages go to one; null for plain lines.</param>
internal sealed record RunOutput(TextWriter Results, TextWriter Messages, LiveScreen? Screen)
{
    public static RunOutput OnConsole(bool plain) => Terminals.Screen(Console.Error, Console.IsErrorRedirected, plain) is { } screen
        ? new(Console.Out, screen, screen)
        : new(Console.Out, Console.Error, null);
}
