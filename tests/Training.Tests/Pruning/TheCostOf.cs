using System.Collections.Immutable;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;
using Xunit;

namespace AdaSapSweep.Training.Tests.Pruning;

public sealed class TheCostOf
{
    private const int Side = 32;

    public static TheoryData<string> Networks => [.. Architectures.All];

    [Theory]
    [MemberData(nameof(Networks))]
    public void AnyWidthsIsThatOfTheNetworkCountedWhole(string architecture)
    {
        var dense = NetworkCatalog.Blueprint(architecture, 10, InputNormalisation.None);
        (ChannelCost Cost, Func<Blueprint, long> Whole)[] costs =
            [(QuadraticCost.Parameters(dense), NetworkCosts.ParametersOf), (QuadraticCost.Macs(dense, Side), b => NetworkCosts.Of(b, Side, Side).Macs)];
        var random = new Random(5);
        for (var trial = 0; trial < 5; trial++)
        {
            var cut = dense with { Widths = dense.Widths.ToImmutableDictionary(w => w.Key, w => random.Next(2, w.Value + 1), StringComparer.Ordinal) };
            foreach (var (cost, whole) in costs)
            {
                Assert.Equal(whole(cut), cost.Of(cut));
                Assert.Equal(whole(dense), cost.OfDense(cut));
                var widths = cost.Groups.Select(g => cut.Widths[g]).ToArray();
                for (var g = 0; g < widths.Length; g++)
                {
                    var less = cut with { Widths = cut.Widths.SetItem(cost.Groups[g], widths[g] - 1) };
                    Assert.Equal(whole(cut) - whole(less), cost.Saved(widths, g));
                }
            }
        }
    }
}
