using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Forecasting;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>One run of a sweep in this process: from the store's state to its end, a drain, or a fault.</summary>
/// <param name="retryFailed">Puts trials back that failed in earlier runs.</param>
internal sealed class SweepRun(
    PlannedSweep planned,
    SweepStore store,
    RunSettings settings,
    string? gpuActorConfig,
    bool retryFailed,
    TimeProvider clock,
    RunOutput output)
{
    /// <summary>Trials in the table at the end of a run; reading and laying out more takes longer than going on with a sweep.</summary>
    private const int MostListed = 1_000;

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync()
    {
        var plan = planned.Plan.WithKeys();
        var record = store.BeginSweep(plan, planned.FileText, retryFailed);
        store.RememberDataFolder(record.Id, planned.DataFolder);
        var costs = LearnedCosts();
        var state = SweepState.Begin(record, costs.Tree(plan), settings.Scheduling, clock.GetUtcNow());
        var processes = new SlotProcessGroup(new(settings.GpuActorExecutable ?? GpuActorProgram.Find(), store.Path, settings.Threads, gpuActorConfig), settings.Restarts.StopTimeout);
        SweepEnd end;
        RunForecast? forecast = null;
        if (CloseWhenDone(state))
        {
            await output.Messages.WriteLineAsync($"adasap: sweep '{plan.Name}' is done: {plan.Trials.Length} trials, {plan.Stages.Length} stages, all in {store.Path}");
            // A coordinator that was killed at the very end leaves them behind.
            await processes.EndAsync();
            File.Delete(CoordinatorAddress.PathOf(store.Path));
            end = new(null, Fault: false);
            NoteEnd(record.Id, end);
        }
        else
        {
            await output.Messages.WriteLineAsync(Begins(state));
            forecast = RunForecast.Of(plan, record, store, costs, settings, clock.GetUtcNow());
            LeftOverFiles.Delete(ArtifactPaths.FolderOf(store.Path), record, clock.GetUtcNow());
            end = await new SweepExecution(planned, store, settings, costs, processes, clock, output).RunAsync(state, record.TraceParent, record.Runs);
            output.Screen?.Clear();
            NoteEnd(record.Id, end);
        }
        using var reader = StoreReader.Open(store.Path);
        var trials = plan.Trials.Length <= MostListed ? reader.Query.Trials(record.Id) : [];
        if (trials.Count > 0) ResultsPrinter.Table(trials, output.Results);
        else await output.Messages.WriteLineAsync(FormattableString.Invariant($"adasap: {plan.Trials.Length:N0} trials are too many to list here; 'adasap results' does"));
        if (forecast is not null && end.Interrupted is null) await output.Messages.WriteLineAsync($"adasap: {forecast.Against(reader, record.Id, clock.GetUtcNow())}");
        return Conclude(end, trials, reader.Query.FailedTrials(record.Id));
    }

    /// <summary>A run without this note was killed. Where the store is the fault it is left alone.</summary>
    private void NoteEnd(SweepId sweep, SweepEnd end)
    {
        if (end.Fault) return;
        try
        {
            store.Commit([new EventLogged(sweep, EventNames.Ended, end.Interrupted ?? "done", null, clock.GetUtcNow())]);
        }
        catch (StoreWriteException)
        {
            // As good as killed; the disk may be full.
        }
    }

    private StageCosts LearnedCosts()
    {
        using var reader = StoreReader.Open(store.Path);
        return StageCosts.Learned(reader.Query.LearnedCosts());
    }

    private string Begins(SweepState state)
    {
        var plan = state.Tree.Plan;
        var counts = state.CountStages();
        var left = counts[StageState.Pending] + counts[StageState.Running];
        var where = settings.Slots.Count > 0 ? string.Join(", ", settings.Slots.Select(s => s.Slot.Value)) : "the GPU actors that come";
        return $"adasap: sweep '{plan.Name}': {plan.Trials.Length} trials, {plan.Stages.Length} stages ({plan.StagesWithoutSharing} without sharing), {left} to run on {where}";
    }

    /// <summary>A sweep whose stages are all done needs no slots, only its trials' ends.</summary>
    private bool CloseWhenDone(SweepState state)
    {
        var (settled, commands) = SweepMachine.Apply(state, new SweepBegun(), clock.GetUtcNow());
        if (!settled.Finished) return false;
        store.Commit([.. commands.OfType<RecordTransition>().Select(r => r.Transition)]);
        LeftOverFiles.DeleteArtifacts(ArtifactPaths.FolderOf(store.Path), commands.OfType<DeleteArtifact>().Select(d => d.Stage));
        return true;
    }

    private int Conclude(SweepEnd end, IReadOnlyList<TrialRow> trials, IReadOnlyList<FailedTrialRow> failed)
    {
        foreach (var line in ResultsPrinter.Rejections(trials)) output.Messages.WriteLine($"adasap: {line}");
        if (end.Interrupted is { } why)
        {
            output.Messages.WriteLine($"adasap: {why}; the same command goes on from here");
            return end.Fault || end.IsFailure ? ExitCode.Failed : ExitCode.Interrupted;
        }
        foreach (var line in ResultsPrinter.Failures([.. failed.Take(MostListed)])) output.Messages.WriteLine($"adasap: {line}");
        if (failed.Count > MostListed) output.Messages.WriteLine(FormattableString.Invariant($"adasap: {failed.Count:N0} trials failed in all"));
        if (failed.Count > 0) output.Messages.WriteLine("adasap: to try what failed once more: the same command with --retry-failed, or 'adasap retry' for some of it");
        else output.Messages.WriteLine($"adasap: next: 'adasap report{CommonOptions.StoreFlag(store.Path)}' makes a page of it; 'adasap results' and 'adasap effects' make tables");
        return failed.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }
}
