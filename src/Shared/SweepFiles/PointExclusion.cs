using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>An exclude of a grid, for one of its methods: along each dimension that it names, the positions that match.</summary>
internal sealed class PointExclusion
{
    private readonly List<(GridDimension Dimension, bool[] Matches)> _conditions = [];

    /// <returns>Null when the exclude never matches a trial of that method.</returns>
    public static PointExclusion? Of(GridExclusion exclusion, MethodGrid grid, ImmutableArray<long> seeds)
    {
        var result = new PointExclusion();
        foreach (var (key, values) in exclusion.Conditions)
        {
            if (key == KeyReader.Method)
            {
                if (values.All(v => v.Word != grid.Method)) return null;
            }
            else if (key == KeyReader.Seed)
            {
                result._conditions.Add((grid.Dimensions[^1], [.. seeds.Select(s => values.Any(v => v.WholeNumber == s))]));
            }
            else if (grid.Axes.Select(a => a.Name).ToList().IndexOf(key) is >= 0 and var axis)
            {
                result._conditions.Add((grid.Dimensions[axis], [.. grid.Axes[axis].Values.Select(values.Contains)]));
            }
            else
            {
                return null;
            }
        }

        return result;
    }

    public bool Matches(int point) => _conditions.TrueForAll(c => c.Matches[c.Dimension.Position(point)]);
}
