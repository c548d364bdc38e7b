using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>The keys that say how much of a network is kept, each by another measure. A trial has exactly one of them.</summary>
internal static class KeptShare
{
    public const string Parameters = "size_ratio";
    public const string Macs = "mac_ratio";
    public const string Latency = "latency_ratio";
    public const string LatencyBatch = "latency_batch";

    public static readonly IReadOnlyList<string> Keys = [Parameters, Macs, Latency];

    public static readonly IReadOnlyList<SettingDefinition> Settings =
    [
        Setting.Number(Parameters, null, new(0, 1, MinOpen: true), "Parameters kept, as a share of the dense network's.") with
        {
            DerivedDefault = values => Keys.Skip(1).Any(key => values.Find(key) is not null) ? null : SettingValue.Of(0.5),
            DefaultText = "`0.5` where no other share is given",
        },
        Setting.Number(Macs, null, new(0, 1, MinOpen: true), "Multiply-accumulates kept, as a share of the dense network's, in place of `size_ratio`.") with
        {
            DefaultText = "none",
        },
        Setting.Number(Latency, null, new(0, 1, MinOpen: true), "Measured time kept, as a share of the dense network's, in place of `size_ratio`. Differs from device to device.") with
        {
            DefaultText = "none",
        },
        Setting.Integer(LatencyBatch, null, 1, 65_536, "Images a batch when `latency_ratio` has the layers timed.") with
        {
            DerivedDefault = values => values.Find(Latency) is null ? null : SettingValue.Of(32L),
            DefaultText = "32",
        },
    ];

    /// <summary>An error at every key but the first of several that are given together.</summary>
    public static void RequireOne(IEnumerable<(string Key, SourcePosition At)> given, ErrorList errors)
    {
        (string Key, SourcePosition At)[] shares = [.. given.Where(g => Keys.Contains(g.Key))];
        foreach (var other in shares.Skip(1))
            errors.Add(other.At, $"'{other.Key}' and '{shares[0].Key}' both say how much of a network is kept; give one of them, and the other in a grid of its own");
    }
}
