using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Coordinator.Diagnosing;

/// <summary>What is examined: this machine, as the flags would have a sweep run on it.</summary>
/// <param name="StorePath">Absolute; there may be no such file.</param>
/// <param name="Sweep">The sweep file; null: none was named.</param>
/// <param name="Settings">Null when they cannot be read.</param>
/// <param name="SettingsProblem">Why.</param>
/// <param name="Torch">The answer of a GPU actor process; asked for once. Fails with <see cref="NoAnswerException"/>.</param>
/// <param name="Environment">The environment variables.</param>
internal sealed record Machine(
    string StorePath,
    SweepChoice? Sweep,
    RunSettings? Settings,
    string? SettingsProblem,
    Lazy<Task<TorchReport>> Torch,
    IReadOnlyDictionary<string, string> Environment,
    TimeProvider Clock)
{
    /// <summary>The folder of the store, or the nearest above it that is there.</summary>
    public string NearestFolder
    {
        get
        {
            var folder = Path.GetDirectoryName(StorePath)!;
            while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    /// <summary>Devices of the slots, each once.</summary>
    public IReadOnlyList<string> Devices => [.. (Settings?.Slots ?? []).Select(slot => slot.Device).Distinct()];
}

/// <summary>A sweep file as <c>run</c> would take it.</summary>
internal sealed record SweepChoice(string File, bool Small, string? DataFolder);

/// <summary>No GPU actor process could say what it computes on.</summary>
internal sealed class NoAnswerException(string message) : Exception(message);
