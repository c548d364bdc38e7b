using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The verbs of <c>adasap</c>. Results go to standard output, everything else to standard error.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(args);
        string[] misspelt = [.. MisspeltFlags(parsed)];
        if (parsed.Errors.Count > 0 || misspelt.Length > 0)
        {
            // A flag that is not known is taken for an argument, and the messages would be about the words that came after it.
            foreach (var message in misspelt.Length > 0 ? misspelt : [.. parsed.Errors.Select(e => e.Message), .. Hints(parsed)]) await Console.Error.WriteLineAsync($"adasap: {message}");
            await Console.Error.WriteLineAsync($"adasap: '{string.Join(' ', ["adasap", .. VerbPath(parsed), "--help"])}' shows what there is");
            return ExitCode.Usage;
        }
        // Ctrl-C is handled by the verbs that have something to finish first.
        return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand("Sweeps of robust, sparse networks: train, compress, attack, compare; stop and resume at will.")
        {
            DoctorVerb.Create(), InitVerb.Create(), SchemaVerb.Create(), CompletionVerb.Create(),
            RunVerb.Create(), ResumeVerb.Create(), CoordinatorVerb.Create(), GpuActorVerb.Create(),
            PlanVerb.Create(), ResultsVerb.Create(), EffectsVerb.Create(), CompareVerb.Create(), StatusVerb.Create(), WatchVerb.Create(), WhyVerb.Create(), TraceVerb.Create(), ReportVerb.Create(),
            RetryVerb.Create(), CancelVerb.Create(), ApplyVerb.Create(), ExportVerb.Create(), DataVerb.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static IEnumerable<string> MisspeltFlags(ParseResult parsed)
    {
        var flags = parsed.CommandResult.Command.Options.Select(o => o.Name).ToList();
        var mistaken = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal));
        return mistaken.Select(t => $"'{t.Value}' is no flag of '{string.Join(' ', ["adasap", .. VerbPath(parsed)])}'{(NearestWord.Of(t.Value, flags) is { } near ? $"; did you mean '{near}'?" : "")}");
    }

    /// <summary>What a word that is neither verb nor flag was meant to be.</summary>
    private static IEnumerable<string> Hints(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name)).ToList();
        return parsed.UnmatchedTokens.Select(token => NearestWord.Of(token, words)).OfType<string>().Distinct().Select(word => $"did you mean '{word}'?");
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
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"adasap: {error.Message}");
            return ExitCode.Failed;
        }
        return ExitCode.Usage;
    }

    /// <summary>As <c>data list</c>; empty at the root.</summary>
    internal static IEnumerable<string> VerbPath(ParseResult parsed)
    {
        var path = new Stack<string>();
        for (var at = parsed.CommandResult; at is not null && at.Command is not RootCommand; at = at.Parent as CommandResult) path.Push(at.Command.Name);
        return path;
    }
}
