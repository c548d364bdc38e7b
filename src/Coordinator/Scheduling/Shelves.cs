using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Keeps <see cref="ArtifactShelf"/> in step with the stages. Without a disk budget there is nothing to keep.</summary>
internal static class Shelves
{
    public static void Clear(Turn turn) => turn.State = turn.State with { Shelf = ArtifactShelf.Empty with { Newest = turn.State.Shelf.Newest } };

    public static void Put(Turn turn, int stage)
    {
        if (!IsKept(turn, stage, out var artifact)) return;
        var shelf = turn.State.Shelf;
        shelf = shelf with { Bytes = shelf.Bytes + artifact.Bytes, Newest = Math.Max(shelf.Newest, artifact.Age) };
        turn.State = turn.State with
        {
            Shelf = IsNeeded(turn, stage)
                ? shelf with { Needed = shelf.Needed.Add(CostOf(turn, stage, artifact)) }
                : shelf with { Spare = shelf.Spare.Add(new(artifact.Age, stage)) },
        };
    }

    public static void Take(Turn turn, int stage)
    {
        if (!IsKept(turn, stage, out var artifact)) return;
        var shelf = turn.State.Shelf;
        turn.State = turn.State with
        {
            Shelf = shelf with
            {
                Bytes = shelf.Bytes - artifact.Bytes,
                Needed = shelf.Needed.Remove(CostOf(turn, stage, artifact)),
                Spare = shelf.Spare.Remove(new(artifact.Age, stage)),
            },
        };
    }

    private static bool IsKept(Turn turn, int stage, out StageArtifact artifact)
    {
        artifact = turn.Stage(stage).Artifact!;
        return turn.Policy.DiskBudget is not null && turn.Stage(stage).State == StageState.Succeeded && artifact is { IsGone: false };
    }

    private static bool IsNeeded(Turn turn, int stage) =>
        turn.Stage(stage).ChildrenLeft > 0 || turn.State.NeededElsewhere.Contains(turn.Tree.KeyOf(stage));

    private static ByCost CostOf(Turn turn, int stage, StageArtifact artifact) => new(turn.Tree.Weight(stage) / Math.Max(1, artifact.Bytes), stage);
}
