using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The answer of <c>why</c> in sentences.</summary>
internal static class WhyText
{
    private const int MostAttempts = 20;
    private const string Indent = "    ";

    public static IEnumerable<string> Lines(WhyTold told)
    {
        if (told.Trial is { } trial)
        {
            var reason = trial.Reason is null ? "" : $": {trial.Reason}";
            var dropped = trial.Dropped ? "; it is no longer in the sweep file" : "";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"trial {trial.Known.Number} of sweep '{told.Sweep.Name}' ({AxesText.Of(trial.Axes)}): {trial.State.ToString().ToLowerInvariant()}{reason}{dropped}");
        }

        for (var i = told.First; i < told.Stages.Count; i++)
        {
            var stage = told.Stages[i];
            yield return $"{stage.Kind} {stage.Story.Key.Prefix}: {stage.Story.State.ToString().ToLowerInvariant()}";
            foreach (var line in Stage(told, i)) yield return Indent + line;
        }
    }

    /// <summary>What became of one stage of the path, a sentence a line.</summary>
    public static IEnumerable<string> Stage(WhyTold told, int index)
    {
        var stage = told.Stages[index];
        var story = stage.Story;
        var because = CauseText.Of(stage.Cause, stage.Path, told.Sweep.Name);
        yield return $"{(story.Attempts.IsEmpty ? "new" : "ran")}, because {because}";
        if (Shared(story, told) is { } shared) yield return shared;
        if (story.Attempts.Length > 1 || story.Attempts is [{ State: not AttemptState.Succeeded }])
            foreach (var line in Attempts(story)) yield return line;
        if (RanAgain(story) is { } again) yield return again;
        if (story.ArtifactDeleted is { } deleted) yield return $"its artifact was deleted: {deleted}";
        if (Open(told, index) is { } open) yield return open;
    }

    private static string? Shared(StageStory story, WhyTold told)
    {
        var own = told.Trial is { Dropped: false } trial ? trial.Known.Number : 0;
        var others = story.Users
            .Select(u => (u.Sweep, Trials: u.Sweep == told.Sweep.Name ? u.Trials.Remove(own) : u.Trials))
            .Where(u => !u.Trials.IsEmpty)
            .Select(u => TrialNumbers.Text(u.Trials) + (u.Sweep == told.Sweep.Name ? "" : $" of sweep '{u.Sweep}'"))
            .ToList();
        if (others.Count == 0) return null;
        return own > 0 ? $"shared with {string.Join(", ", others)}" : $"for {string.Join(", ", others)}";
    }

    private static IEnumerable<string> Attempts(StageStory story)
    {
        var hidden = Math.Max(0, story.Attempts.Length - MostAttempts);
        if (hidden > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{hidden} attempts before");
        foreach (var attempt in story.Attempts.Skip(hidden))
        {
            var end = attempt.State switch
            {
                AttemptState.Running => "is running",
                AttemptState.Succeeded => string.Create(CultureInfo.InvariantCulture, $"succeeded{Took(attempt)}"),
                _ => $"{Words(attempt.Failure)}{Took(attempt)}: {attempt.FailureReason}",
            };
            yield return string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Number} on {attempt.Slot} ({attempt.LeaseReason}): {end}");
        }
    }

    private static string? RanAgain(StageStory story) =>
        story.Attempts.SkipWhile(a => a.State != AttemptState.Succeeded).Skip(1).LastOrDefault() is { } again
            ? $"it had succeeded and ran again for its artifact alone ({again.LeaseReason}); its results are the first ones"
            : null;

    private static string Took(AttemptRow attempt) =>
        attempt.EndedAt is { } ended ? string.Create(CultureInfo.InvariantCulture, $" after {(ended - attempt.StartedAt).TotalSeconds:F1} s") : "";

    private static string Words(FailureKind? kind) => kind is { } known ? JsonNamingPolicy.KebabCaseLower.ConvertName(known.ToString()) : "failed";

    /// <summary>Why a stage is not done.</summary>
    private static string? Open(WhyTold told, int index)
    {
        var story = told.Stages[index].Story;
        switch (story.State)
        {
            case StageState.Failed: return $"in quarantine: {story.Reason}; {Retry(told)} tries it again";
            case StageState.Skipped:
                var ancestor = told.Stages.Take(index).FirstOrDefault(s => s.Story.State == StageState.Failed);
                return ancestor is null ? $"skipped: {story.Reason}" : $"skipped, because its ancestor {ancestor.Kind} {ancestor.Story.Key.Prefix} failed: {ancestor.Story.Reason}";
            case StageState.Pending when index > 0 && told.Stages[index - 1] is var parent && parent.Story.State != StageState.Succeeded:
                return $"waits for its parent {parent.Kind} {parent.Story.Key.Prefix}, which is {parent.Story.State.ToString().ToLowerInvariant()}";
            case StageState.Pending when story.WaitsForMemory is { } memory: return $"waits for memory: {memory}";
            case StageState.Pending: return story.Reason is { } reason ? $"waits for a slot to run again: {reason}" : "waits for a slot";
            default: return null;
        }
    }

    private static string Retry(WhyTold told) =>
        told.Trial is { } trial ? string.Create(CultureInfo.InvariantCulture, $"'adasap retry {trial.Known.Number}'") : "'adasap retry'";
}
