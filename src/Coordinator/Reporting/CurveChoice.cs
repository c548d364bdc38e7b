using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>Which settings have their curves drawn: as many as can be told apart.</summary>
internal static class CurveChoice
{
    public const int MostSettings = 8;
    public const int MostSeeds = 5;

    /// <summary>The best of each method in turn, by the first accuracy that there is; without one, in their order.</summary>
    /// <returns>In the order of the groups given.</returns>
    public static ImmutableArray<SettingsGroup> Of(IReadOnlyList<SettingsGroup> groups, string? accuracy)
    {
        var ranked = groups.Select((group, index) => (Group: group, Index: index))
            .GroupBy(g => g.Group.Method)
            .SelectMany(method => method.OrderByDescending(g => accuracy is null ? null : g.Group.Spread(accuracy)?.Mean).Select((g, place) => (g.Group, g.Index, place)));
        return [.. ranked.OrderBy(g => g.place).ThenBy(g => g.Index).Take(MostSettings).OrderBy(g => g.Index).Select(g => g.Group)];
    }
}
