using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>A checked grid: methods times the values of its keys, less what is excluded.</summary>
/// <param name="Axes">In the order of the file; a fixed value is an axis of one.</param>
public sealed record GridDefinition(ImmutableArray<string> Methods, ImmutableArray<GridAxis> Axes, ImmutableArray<GridExclusion> Excludes)
{
    /// <summary>The axes that mean something to a method.</summary>
    public IEnumerable<GridAxis> AxesOf(string method) => Axes.Where(axis => GridSettings.LayoutOf(method).Has(axis.Name));

    /// <summary>Points before excludes and without seeds; infinite rather than wrapped when there are very many.</summary>
    public double Points => Methods.Sum(method => AxesOf(method).Aggregate(1.0, (points, axis) => points * axis.Values.Length));
}

public sealed record GridAxis(string Name, ImmutableArray<SettingValue> Values);

/// <summary>Leaves out the points at which every condition holds.</summary>
public sealed record GridExclusion(ImmutableArray<GridCondition> Conditions);

/// <summary>Holds when the key has one of the values; never for a method that does not use the key.</summary>
/// <param name="Key">A key of the grid, <c>method</c> or <c>seed</c>.</param>
public sealed record GridCondition(string Key, ImmutableArray<SettingValue> Values);
