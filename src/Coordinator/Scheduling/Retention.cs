using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Which artifacts are needed, counted by the children that may yet start from them, and which go when they are not.</summary>
/// <remarks>A child that failed counts: a retry starts from its parent. What went all the same is made again when a retry or an edited plan needs it.</remarks>
internal static class Retention
{
    public static void Succeeded(Turn turn, int stage, ArtifactRecord? artifact)
    {
        var left = ChildrenLeft(turn, stage);
        var kept = artifact is null ? null : StageArtifact.Of(artifact, turn.State.Shelf.Newest + 1);
        turn.Set(stage, turn.Stage(stage) with { ChildrenLeft = left, Artifact = kept });
        Shelves.Put(turn, stage);
        if (left == 0) LetGo(turn, stage);
        if (turn.Tree.ParentOf(stage) is var parent and not StageTree.None && turn.Stage(parent).State == StageState.Succeeded) Count(turn, parent, -1);
    }

    /// <summary>The stage is to run again, so its parent is needed again.</summary>
    public static void Reopened(Turn turn, int stage)
    {
        if (turn.Tree.ParentOf(stage) is var parent and not StageTree.None && turn.Stage(parent).State == StageState.Succeeded) Count(turn, parent, +1);
    }

    public static void Delete(Turn turn, int stage, string reason)
    {
        Shelves.Take(turn, stage);
        var status = turn.Stage(stage);
        turn.Set(stage, status with { Artifact = (status.Artifact ?? new(0, "", false, 0)) with { IsGone = true }, Reason = reason, IsFresh = false });
        turn.Record(new ArtifactDeleted(turn.Tree.KeyOf(stage), reason, turn.Now));
        turn.Do(new DeleteArtifact(turn.Tree.KeyOf(stage)));
    }

    /// <summary>Counts anew after the plan, or what is wanted of it, has changed.</summary>
    public static void Recount(Turn turn)
    {
        Shelves.Clear(turn);
        for (var stage = 0; stage < turn.Tree.Count; stage++)
        {
            var status = turn.Stage(stage);
            if (status.State != StageState.Succeeded) continue;
            var left = ChildrenLeft(turn, stage);
            if (left != status.ChildrenLeft) turn.Set(stage, status with { ChildrenLeft = left });
            Shelves.Put(turn, stage);
            if (left == 0) LetGo(turn, stage);
        }
    }

    private static void Count(Turn turn, int stage, int change)
    {
        Shelves.Take(turn, stage);
        var status = turn.Stage(stage);
        turn.Set(stage, status with { ChildrenLeft = status.ChildrenLeft + change });
        Shelves.Put(turn, stage);
        if (status.ChildrenLeft + change == 0) LetGo(turn, stage);
    }

    private static void LetGo(Turn turn, int stage)
    {
        if (turn.Stage(stage).Artifact is not { IsGone: false } || turn.State.NeededElsewhere.Contains(turn.Tree.KeyOf(stage))) return;
        var goes = turn.Policy.Keep switch
        {
            KeepArtifacts.All => false,
            KeepArtifacts.Leaves => !EndsAPath(turn.Tree, stage),
            KeepArtifacts.None => true,
            _ => throw new ArgumentOutOfRangeException(nameof(turn), turn.Policy.Keep, "not a way to keep artifacts"),
        };
        if (goes) Delete(turn, stage, "deleted when nothing needed it");
    }

    /// <summary>True for what a trial trained last: nothing but an evaluation, or nothing at all, comes after it.</summary>
    private static bool EndsAPath(StageTree tree, int stage)
    {
        foreach (var child in tree.ChildrenOf(stage))
        {
            if (tree.ChildrenOf(child).IsEmpty) return true;
        }
        return tree.ChildrenOf(stage).IsEmpty;
    }

    /// <summary>Below a stage that succeeded, one is skipped only because nobody wants it.</summary>
    private static int ChildrenLeft(Turn turn, int stage)
    {
        var left = 0;
        foreach (var child in turn.Tree.ChildrenOf(stage))
        {
            if (turn.Stage(child).State is not (StageState.Succeeded or StageState.Skipped)) left++;
        }
        return left;
    }
}
