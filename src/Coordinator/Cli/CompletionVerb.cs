using System.CommandLine;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap completion SHELL</c>: a script by which the shell completes verbs, flags and their values.</summary>
internal static class CompletionVerb
{
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = $"One of {string.Join(", ", CompletionScript.All.Keys)}", HelpName = "SHELL" };
        shell.CompletionSources.Add([.. CompletionScript.All.Keys]);
        var command = new Command("completion", "Print a script that has a shell complete verbs, flags and values when Tab is pressed.") { shell };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var asked = parsed.GetValue(shell)!;
            KnownWord.Require(asked, [.. CompletionScript.All.Keys], "completion", "script for the shell");
            await Console.Out.WriteAsync(CompletionScript.All[asked]);
            return ExitCode.Ok;
        }));
        return command;
    }
}
