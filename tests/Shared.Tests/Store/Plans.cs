using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Tests.Store;

/// <summary>Plans whose trials share one root stage and have an evaluation of their own.</summary>
internal static class Plans
{
    public static readonly StageKey Root = Key("root");

    public static StageKey Key(string name) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))));

    public static StageKey Leaf(int seed) => Key($"leaf {seed}");

    public static TrialId Trial(int seed) => TrialId.Of($$"""{"seed":{{seed}}}""");

    public static SweepPlan Of(params int[] seeds) => Named("sweep", seeds);

    public static SweepPlan Named(string name, params int[] seeds) => new(
        name,
        "shapes",
        [.. seeds.Select((seed, index) => new TrialSpec(
            Trial(seed), index + 1, "adasap", $$"""{"seed":{{seed}}}""", $$"""{"method":"adasap","seed":{{seed}}}""", [Root, Leaf(seed)]))],
        [Stage(Root, null), .. seeds.Select(seed => Stage(Leaf(seed), Root))]);

    public static StageOutcome Outcome(params (string Name, double Value)[] measurements) => new(
        [new(1, "loss", 0.5), new(2, "loss", 0.25)],
        [.. measurements.Select(m => new Measurement(m.Name, m.Value, false))],
        [],
        new("ab/artifact.safetensors", 1234, new string('a', 64)),
        12.5,
        ImmutableSortedDictionary<string, string>.Empty.Add("device", "cpu"));

    private static StageSpec Stage(StageKey key, StageKey? parent) =>
        new(key, parent, parent is null ? "pretrain" : "evaluate", 1, "{}", "data", 10);
}
