using System.Collections.Immutable;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>One method of a grid: the product of the axes that it uses and the seeds. A point of it is a number, so that a million of them take little room.</summary>
public sealed class MethodGrid
{
    private readonly SettingValue?[] _ground;
    private readonly ImmutableArray<long> _seeds;

    /// <param name="ground">What is fixed, in the order of the method's layout; an axis comes before it.</param>
    internal MethodGrid(string method, SettingValue?[] ground, ImmutableArray<GridAxis> axes, ImmutableArray<long> seeds, TrialSurroundings surroundings)
    {
        (Method, Layout, Axes, _seeds, Surroundings) = (method, GridSettings.LayoutOf(method), axes, seeds, surroundings);
        _ground = Layout.FillDefaults(ground);
        Dimensions = Lay(Layout, axes, seeds.Length);
        Points = checked(Dimensions[0].Stride * Dimensions[0].Size);
    }

    public string Method { get; }

    public TrialSurroundings Surroundings { get; }

    public SettingLayout Layout { get; }

    /// <summary>In the order of the file, which is that of the points too.</summary>
    internal ImmutableArray<GridAxis> Axes { get; }

    /// <summary>A dimension an axis, then the seeds, which change fastest.</summary>
    internal ImmutableArray<GridDimension> Dimensions { get; }

    internal int Points { get; }

    internal SettingValues Settings(int point, SettingReads? reads = null)
    {
        var given = (SettingValue?[])_ground.Clone();
        for (var i = 0; i < Axes.Length; i++) given[Dimensions[i].Bit] = Axes[i].Values[Dimensions[i].Position(point)];
        return new(Layout, given, reads);
    }

    internal long Seed(int point) => _seeds[Dimensions[^1].Position(point)];

    /// <summary>One setting at a point.</summary>
    internal SettingValue? Value(int setting, int point)
    {
        for (var i = 0; i < Axes.Length; i++)
        {
            if (Dimensions[i].Bit == setting) return Axes[i].Values[Dimensions[i].Position(point)];
        }

        return _ground[setting] ?? Settings(point).Find(Layout.Definitions[setting].Name);
    }

    /// <summary>True when the setting has the same value at every point: it is neither an axis nor follows from other settings.</summary>
    internal bool IsFixed(int setting) =>
        Dimensions.All(d => d.Bit != setting) && (_ground[setting] is not null || Layout.Definitions[setting].DerivedDefault is null);

    private static ImmutableArray<GridDimension> Lay(SettingLayout layout, ImmutableArray<GridAxis> axes, int seeds)
    {
        var dimensions = new GridDimension[axes.Length + 1];
        dimensions[^1] = new(SettingReads.MostSettings, seeds, 1);
        for (var i = axes.Length - 1; i >= 0; i--)
            dimensions[i] = new(layout.IndexOf(axes[i].Name), axes[i].Values.Length, checked(dimensions[i + 1].Stride * dimensions[i + 1].Size));
        return [.. dimensions];
    }
}

/// <summary>One dimension of a <see cref="MethodGrid"/>.</summary>
/// <param name="Bit">Its place in <see cref="SettingReads.Mask"/>.</param>
/// <param name="Stride">Points from one position to the next.</param>
internal readonly record struct GridDimension(int Bit, int Size, int Stride)
{
    public int Position(int point) => point / Stride % Size;
}
