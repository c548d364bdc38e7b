using System.CommandLine;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The verbs of <c>adasap</c>. Results go to standard output, everything else to standard error.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Sweeps of robust, sparse networks: train, compress, attack, compare; stop and resume at will.")
        {
            RunVerb.Create(), PlanVerb.Create(), ResultsVerb.Create(), StatusVerb.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap: {error.Message}");
            await Console.Error.WriteLineAsync($"adasap: '{string.Join(' ', ["adasap", .. VerbPath(parsed), "--help"])}' shows what there is");
            return ExitCode.Usage;
        }
        // Ctrl-C is handled by the verbs that have something to finish first.
        return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    /// <summary>Runs a verb; a user's mistake ends as plain lines and exit code 2.</summary>
    public static async Task<int> Guard(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (UsageException error)
        {
            foreach (var line in error.Lines) await Console.Error.WriteLineAsync(line);
        }
        catch (Exception error) when (error is HoconFileException or StoreRefusedException)
        {
            await Console.Error.WriteLineAsync($"adasap: {error.Message}");
        }
        catch (StoreWriteException error)
        {
            await Console.Error.WriteLineAsync($"adasap: {error.Message}");
            return ExitCode.Failed;
        }
        return ExitCode.Usage;
    }

    private static IEnumerable<string> VerbPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? [] : [parsed.CommandResult.Command.Name];
}
