namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Decides whether somebody looks at a live view.</summary>
internal static class Terminals
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    /// <summary>A screen on the terminal; null where plain lines are wanted.</summary>
    /// <param name="redirected">The output goes to a file or another program.</param>
    /// <param name="plain">Plain lines were asked for.</param>
    public static LiveScreen? Screen(TextWriter output, bool redirected, bool plain) =>
        IsLive(redirected, plain, Environment.GetEnvironmentVariable) ? new(output, Size, new ViewPaint(HasColours(Environment.GetEnvironmentVariable))) : null;

    /// <summary>Not on build servers, whose logs look like terminals to some programs, and not where <c>TERM</c> says that the cursor cannot move.</summary>
    internal static bool IsLive(bool redirected, bool plain, Func<string, string?> environment) =>
        !redirected && !plain && environment("TERM") is not (null or "" or "dumb") && environment("CI") is (null or "" or "0" or "false");

    /// <summary>By no-color.org: set to anything but nothing. It is about colours alone.</summary>
    internal static bool HasColours(Func<string, string?> environment) => environment("NO_COLOR") is null or "";

    private static (int Width, int Height) Size()
    {
        try
        {
            return (Console.WindowWidth is > 1 and var width ? width : UsualWidth, Console.WindowHeight is > 1 and var height ? height : UsualHeight);
        }
        catch (IOException)
        {
            return (UsualWidth, UsualHeight);
        }
    }
}
