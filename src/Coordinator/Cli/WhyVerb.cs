using System.Collections.Immutable;
using System.CommandLine;
using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap why TRIAL|STAGE</c>: why each stage ran, was shared, tried again, skipped, or waits.</summary>
internal static class WhyVerb
{
    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "A trial's number, or the first digits of a trial's id or a stage's key", HelpName = "TRIAL|STAGE" };
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "json");
        var command = new Command("why", "Say why the stages of a trial, or one stage, ran, were shared, tried again, skipped, or wait.") { subject, store, sweep, format };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var told = Tell(reader, found, WhySubject.Find(reader, found, parsed.GetValue(subject)!));
            if (parsed.GetValue(format) == "json") await Console.Out.WriteLineAsync(WhyJson.Write(told));
            else foreach (var line in WhyText.Lines(told)) await Console.Out.WriteLineAsync(line);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static WhyTold Tell(StoreReader reader, SweepRow sweep, WhySubject subject)
    {
        var history = reader.Explanation.History();
        var causes = new StageCauses(history, (stage, method) => reader.Explanation.TrialThrough(stage, method, sweep.Id));
        var trial = subject.Trial is { } id ? reader.Explanation.Trial(sweep.Id, id) : null;
        // The states of all stages above say what a stage waits for, also when only that one is asked about.
        var path = trial is not null ? trial.Path : [.. history.PathTo(subject.Stage!.Value).Select(s => s.Key)];
        var stages = path.Select(key => Explained(key, trial?.Known ?? reader.Explanation.TrialThrough(key, null, sweep.Id))).ToList();
        return new(sweep, trial, [.. stages], trial is null ? stages.Count - 1 : 0);

        ExplainedStage Explained(StageKey key, KnownTrial? known) => new(history.PathTo(key), reader.Explanation.Story(key), causes.Of(key, known));
    }
}

/// <summary>The answer to a question.</summary>
/// <param name="Trial">Null when one stage was asked about.</param>
/// <param name="Stages">From the root on.</param>
/// <param name="First">The first of them that was asked about; those before it are there for what they explain.</param>
internal sealed record WhyTold(SweepRow Sweep, StoredTrial? Trial, IReadOnlyList<ExplainedStage> Stages, int First);

/// <param name="Path">From the root to the stage itself.</param>
internal sealed record ExplainedStage(ImmutableArray<KnownStage> Path, StageStory Story, StageCause Cause)
{
    public string Kind => Path[^1].Kind;
}
