using System.Text.Json;

namespace AdaSapSweep.Training.Latency;

/// <summary>Measured times of the layers of one network on one device, over a grid of widths.</summary>
/// <param name="Device">Where it was measured.</param>
/// <param name="Batch">Images a pass.</param>
/// <param name="Layers">By <see cref="LayerShape.Key"/>.</param>
public sealed record LatencyTable(string Device, int Batch, IReadOnlyDictionary<string, LatencyGrid> Layers)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <exception cref="InvalidDataException">The text is no table.</exception>
    public static LatencyTable FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<LatencyTable>(json) ?? throw new InvalidDataException("the latency table is null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"the latency table cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>Times of a layer at some widths, in milliseconds; between them they are interpolated.</summary>
/// <param name="Inputs">Channels read, ascending.</param>
/// <param name="Outputs">Channels computed, ascending.</param>
/// <param name="Milliseconds">By input, then by output; never falling along either, so that a channel less never costs more.</param>
public sealed record LatencyGrid(int[] Inputs, int[] Outputs, double[][] Milliseconds)
{
    /// <summary>From what was timed: a smaller layer that was found slower than a larger one was disturbed, or rounds up; it counts as fast as that.</summary>
    public static LatencyGrid Of(int[] inputs, int[] outputs, Func<int, int, double> milliseconds)
    {
        var times = inputs.Select(i => outputs.Select(o => milliseconds(i, o)).ToArray()).ToArray();
        for (var i = times.Length - 1; i >= 0; i--)
            for (var o = times[i].Length - 1; o >= 0; o--)
            {
                if (i + 1 < times.Length) times[i][o] = Math.Min(times[i][o], times[i + 1][o]);
                if (o + 1 < times[i].Length) times[i][o] = Math.Min(times[i][o], times[i][o + 1]);
            }
        return new(inputs, outputs, times);
    }

    /// <returns>Milliseconds, linear in either width between the measured ones, and beyond them as between the last two; at least 0.</returns>
    public double At(int input, int output)
    {
        var (i, x) = Place(Inputs, input);
        var (o, y) = Place(Outputs, output);
        var lower = Along(Milliseconds[i], o, y);
        return Math.Max(0, x == 0 ? lower : lower + x * (Along(Milliseconds[i + 1], o, y) - lower));
    }

    private static double Along(double[] times, int place, double share) => share == 0 ? times[place] : times[place] + share * (times[place + 1] - times[place]);

    private static (int Place, double Share) Place(int[] widths, int width)
    {
        if (widths.Length == 1) return (0, 0);
        var place = 0;
        while (place < widths.Length - 2 && widths[place + 1] <= width) place++;
        return (place, (double)(width - widths[place]) / (widths[place + 1] - widths[place]));
    }
}
