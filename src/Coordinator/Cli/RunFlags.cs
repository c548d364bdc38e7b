using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The flags of the verbs that run a sweep.</summary>
internal sealed class RunFlags
{
    private const int MostTrials = 100_000_000;
    private const string NoLimit = "none";

    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<bool> _retryFailed = new("--retry-failed") { Description = "Try again what failed for good in earlier runs" };
    private readonly Option<string> _keep = new("--keep") { Description = "Artifacts that stay when nothing needs them: all, leaves (trained networks), none", DefaultValueFactory = _ => "all", HelpName = "WHICH" };
    private readonly Option<string?> _budget = new("--disk-budget") { Description = "Most that artifacts may take, as 20GB, or none; 80 % of the free space without it", HelpName = "SIZE" };
    private readonly Option<int?> _mostFailures = new("--max-failures") { Description = "Stop when so many trials have failed", HelpName = "N" };

    private readonly Option<bool> _plain = CommonOptions.Plain();

    public RunFlags(Command command)
    {
        CommonOptions.Within(_mostFailures, 1, MostTrials);
        _keep.CompletionSources.Add("all", "leaves", "none");
        _keep.Validators.Add(result =>
        {
            if (result.GetValue(_keep) is { } word && Keep(word) is null) result.AddError($"--keep: '{word}' is not known; expected all, leaves or none");
        });
        _budget.Validators.Add(result =>
        {
            if (result.GetValue(_budget) is { } text && text != NoLimit && ByteSize.Parse(text) is null)
                result.AddError($"--disk-budget: '{text}' is no size; expected a number with MB, GB, TB, MiB, GiB or TiB, as 20GB, or none");
        });
        foreach (var option in new Option[] { Store, _config, _retryFailed, _keep, _budget, _mostFailures, _plain }) command.Options.Add(option);
    }

    public Option<string> Store { get; } = CommonOptions.Store();

    /// <summary>hocon/coordinator.conf with the user's file on top.</summary>
    public HoconSettings Hocon(ParseResult parsed) => HoconFiles.Load("coordinator.conf", parsed.GetValue(_config));

    /// <summary>Runs the sweep, after everything that can be wrong with the flags was looked at.</summary>
    /// <param name="gpuActorConfig">A settings file for the GPU actors.</param>
    public async Task<int> RunAsync(ParseResult parsed, SweepStore store, PlannedSweep planned, RunSettings settings, string? gpuActorConfig)
    {
        PrecisionCheck.Require(planned.Plan, settings.Slots);
        foreach (var note in planned.Notes) await Console.Error.WriteLineAsync($"adasap: {note}");
        var policy = settings.Scheduling with
        {
            Keep = Keep(parsed.GetValue(_keep)!)!.Value,
            DiskBudget = Budget(parsed.GetValue(_budget), ArtifactPaths.FolderOf(store.Path)),
            MaxFailedTrials = parsed.GetValue(_mostFailures),
        };
        var file = gpuActorConfig is null ? null : Path.GetFullPath(gpuActorConfig);
        var output = RunOutput.OnConsole(parsed.GetValue(_plain));
        var run = new SweepRun(planned, store, settings with { Scheduling = policy }, file, parsed.GetValue(_retryFailed), TimeProvider.System, output);
        if (output.Screen is not { } screen) return await run.RunAsync();
        // The actor system's own log too has to stay clear of the view.
        var terminal = Console.Error;
        Console.SetError(screen);
        try
        {
            return await run.RunAsync();
        }
        finally
        {
            screen.Clear();
            Console.SetError(terminal);
        }
    }

    private static KeepArtifacts? Keep(string word) => word switch
    {
        "all" => KeepArtifacts.All,
        "leaves" => KeepArtifacts.Leaves,
        "none" => KeepArtifacts.None,
        _ => null,
    };

    private static long? Budget(string? text, string artifactFolder) => text switch
    {
        NoLimit => null,
        null => AutomaticBudget(artifactFolder),
        _ => ByteSize.Parse(text),
    };

    /// <summary>What the artifacts take now, and four fifths of what is free.</summary>
    private static long AutomaticBudget(string folder)
    {
        var taken = Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        return taken + new DriveInfo(Path.GetDirectoryName(folder)!).AvailableFreeSpace / 5 * 4;
    }
}
