using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;

namespace AdaSapSweep.Training.Latency;

/// <summary>Milliseconds of a batch: the sum of the layers' times, from a table.</summary>
public sealed class LatencyCost : ChannelCost
{
    private readonly List<TimedLayer> _layers = [];

    /// <summary>By group: the layers whose time depends on its width.</summary>
    private readonly TimedLayer[][] _touched;

    /// <param name="side">Pixels of a side of the images.</param>
    /// <exception cref="InvalidDataException">The table is that of another network.</exception>
    public LatencyCost(Blueprint blueprint, int side, LatencyTable table) : base(blueprint)
    {
        var shapes = LatencyMeasurement.ShapesOf(blueprint, side);
        var places = Groups.Select((name, place) => (name, place)).ToDictionary(g => g.name, g => g.place, StringComparer.Ordinal);
        foreach (var layer in blueprint.Layers)
        {
            if (!shapes.TryGetValue(layer.Name, out var shape)) continue;
            var grid = table.Layers.GetValueOrDefault(shape.Key) ?? throw new InvalidDataException($"the latency table has no layer '{shape.Key}'");
            var (input, output) = layer switch
            {
                Convolution conv => (conv.Depthwise ? null : conv.InGroup, conv.OutGroup),
                Linear linear => (linear.InGroup, linear.OutGroup),
                _ => (null, null),
            };
            _layers.Add(new(grid, Place(input), shape.Inputs, Place(output), shape.Outputs));
        }
        _touched = [.. Groups.Select((_, g) => _layers.Where(l => l.Input == g || l.Output == g).ToArray())];

        int Place(string? group) => group is null ? -1 : places[group];
    }

    public override double Of(ReadOnlySpan<int> widths)
    {
        double total = 0;
        foreach (var layer in _layers) total += layer.At(widths, -1);
        return total;
    }

    public override double Saved(ReadOnlySpan<int> widths, int group)
    {
        double saved = 0;
        foreach (var layer in _touched[group]) saved += layer.At(widths, -1) - layer.At(widths, group);
        return Math.Max(0, saved);
    }

    /// <param name="Input">Place of the group that is read; -1: always <paramref name="Inputs"/> channels.</param>
    /// <param name="Output">Place of the group that is computed; -1: always <paramref name="Outputs"/> channels.</param>
    private sealed record TimedLayer(LatencyGrid Grid, int Input, int Inputs, int Output, int Outputs)
    {
        /// <param name="less">The group with a channel less; -1: none.</param>
        public double At(ReadOnlySpan<int> widths, int less) => Grid.At(Width(widths, Input, Inputs, less), Width(widths, Output, Outputs, less));

        private static int Width(ReadOnlySpan<int> widths, int group, int otherwise, int less) =>
            group < 0 ? otherwise : group == less ? widths[group] - 1 : widths[group];
    }
}
