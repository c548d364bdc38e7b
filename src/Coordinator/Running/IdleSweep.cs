using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>
/// A sweep that no coordinator runs. What is asked of it is decided as its coordinator would: by the same machine, from what the
/// store says, and committed there.
/// </summary>
/// <param name="store">Open, so that no coordinator can begin meanwhile.</param>
/// <param name="dataFolder">Of the data set's files, for an edited sweep file; null for the folder of the last run.</param>
internal sealed class IdleSweep(SweepStore store, SweepRow sweep, SchedulingPolicy policy, string? dataFolder, TimeProvider clock)
{
    private static readonly StageRecord NeverTried = new(StageState.Pending, new(0));

    /// <summary>Answers all that wait, oldest first.</summary>
    /// <returns>Slots that hold stages which nobody wants any more: GPU actors of theirs may outlive their coordinator.</returns>
    public IReadOnlyCollection<SlotId> AnswerRequests()
    {
        var unwanted = new HashSet<SlotId>();
        while (store.OpenRequests(sweep.Id) is { Count: > 0 } requests)
        {
            foreach (var request in requests) unwanted.UnionWith(Answer(request));
        }

        return unwanted;
    }

    private IEnumerable<SlotId> Answer(OpenRequest open)
    {
        SweepEvent asked;
        switch (open.Request)
        {
            case null: return Refuse(open.Number, open.Problem!);
            case ApplyFile apply:
                try
                {
                    asked = Edited(open.Number, apply.FileText);
                    break;
                }
                catch (UsageException error)
                {
                    return Refuse(open.Number, string.Join("; ", error.Lines));
                }

            case var request: asked = new Requested(open.Number, request); break;
        }

        var now = clock.GetUtcNow();
        var (settled, before) = SweepMachine.Apply(Begin(now), new SweepBegun(), now);
        var (_, commands) = SweepMachine.Apply(settled, asked, now);
        store.Commit([.. before.Concat(commands).OfType<RecordTransition>().Select(r => r.Transition)]);
        return commands.OfType<Cancel>().Select(c => c.Slot);
    }

    private IEnumerable<SlotId> Refuse(long number, string reason)
    {
        store.Commit([new RequestAnswered(number, Done: false, reason, clock.GetUtcNow())]);
        return [];
    }

    /// <exception cref="UsageException">The file or its data cannot be used.</exception>
    private PlanEdited Edited(long number, string text)
    {
        var planned = PlannedSweep.Parse(text, "the edited sweep file", dataFolder ?? sweep.DataFolder, sweep.Name, store.Path);
        if (planned.Plan.Name != sweep.Name) throw new UsageException($"the file's sweep is '{planned.Plan.Name}', not '{sweep.Name}'");
        var (stages, trials) = store.Look(sweep.Id, planned.Plan);
        if (dataFolder is not null) store.RememberDataFolder(sweep.Id, planned.DataFolder);
        return new(number, text, new StageTree(planned.Plan), stages, trials);
    }

    /// <summary>Artifacts are left alone: who deletes them has to see the files.</summary>
    private SweepState Begin(DateTimeOffset now)
    {
        using var reader = StoreReader.Open(store.Path);
        var plan = reader.Query.PlanOutline(sweep);
        var (stages, trials) = store.Look(sweep.Id, plan);
        var record = new SweepRecord(
            sweep.Id, sweep.TraceParent, sweep.Runs,
            plan.Stages.ToDictionary(s => s.Key, s => stages.GetValueOrDefault(s.Key, NeverTried)), trials, new HashSet<StageKey>());
        return SweepState.Begin(record, new StageTree(plan), policy with { Keep = KeepArtifacts.All, DiskBudget = null, MaxFailedTrials = null }, now);
    }
}
