using System.Collections.Immutable;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>What kind of thing it is that makes a stage another one.</summary>
public enum DifferenceOf
{
    /// <summary>A value of the sweep file.</summary>
    Setting,

    /// <summary>The version of a stage's recipe: the code that makes its numbers changed.</summary>
    Recipe,

    /// <summary>The content of the data set.</summary>
    Data,
}

/// <summary>One thing that makes a stage another one than the nearest that was there before.</summary>
/// <param name="Name">The key of the sweep file where there is one, else the dotted name in the stage's settings; the stage's kind for a recipe.</param>
/// <param name="Own">What the stage has: canonical JSON, a version, or a fingerprint; null for nothing.</param>
/// <param name="Other">What the nearest stage has.</param>
/// <param name="Kind">The first stage on the path that it concerns.</param>
/// <param name="Fields">Where it shows in the settings of that stage, dotted.</param>
public sealed record StageDifference(DifferenceOf Of, string Name, string? Own, string? Other, string Kind, ImmutableArray<string> Fields);

/// <summary>Why a stage's result was not there before.</summary>
/// <param name="Nearest">The stage before it that is most like it; null when there was none of its kind.</param>
/// <param name="NearestTrial">A trial that goes through the nearest stage; null when none does any more.</param>
/// <param name="Differences">All that makes it another stage than the nearest.</param>
/// <param name="ParentRanAnew">True when the difference is in the parent's path alone, and the parent began after the nearest stage did.</param>
public sealed record StageCause(KnownStage? Nearest, KnownTrial? NearestTrial, ImmutableArray<StageDifference> Differences, bool ParentRanAnew);
