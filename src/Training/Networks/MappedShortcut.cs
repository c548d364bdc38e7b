using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// A shortcut without parameters between streams of different width and resolution (option A), as an index map: each channel of the
/// sum receives one channel of the shortcut or none. So either stream can lose any channel, and the map is all that changes.
/// </summary>
internal sealed class MappedShortcut : IDisposable
{
    private readonly Tensor _sources;
    private readonly Tensor _targets;
    private readonly int _stride;

    /// <summary>Where the first channel comes from and goes to, if all others follow it, as before any cut.</summary>
    private readonly (int Source, int Target)? _range;

    /// <param name="map">For each channel of the sum: the shortcut channel, or -1.</param>
    public MappedShortcut(IReadOnlyList<int> map, int stride, Device device)
    {
        var reached = Enumerable.Range(0, map.Count).Where(target => map[target] >= 0).ToArray();
        _targets = Indices(reached, device);
        _sources = Indices([.. reached.Select(target => map[target])], device);
        _stride = stride;
        if (reached.Length > 0 && reached.All(target => target - reached[0] == map[target] - map[reached[0]] && target - reached[0] < reached.Length))
            _range = (map[reached[0]], reached[0]);
    }

    /// <param name="sum">(N, channels of the sum, h, w); changed in place.</param>
    /// <param name="shortcut">(N, channels of the shortcut, about stride h, about stride w).</param>
    public void AddTo(Tensor sum, Tensor shortcut)
    {
        if (_targets.shape[0] == 0) return;
        using var scope = NewDisposeScope();
        var pixels = MapLayout.Pixels(shortcut, _stride);
        if (_range is { } range)
        {
            sum.narrow(1, range.Target, _targets.shape[0]).add_(range.Source == 0 && pixels.shape[1] == _targets.shape[0] ? pixels : pixels.narrow(1, range.Source, _targets.shape[0]));
            return;
        }
        var channels = pixels.index_select(1, _sources);
        sum.index_add_(1, _targets, channels, 1);
    }

    public void Dispose()
    {
        _sources.Dispose();
        _targets.Dispose();
    }

    private static Tensor Indices(int[] values, Device device)
    {
        using var made = tensor(values.Select(v => (long)v).ToArray(), [values.Length], ScalarType.Int64);
        return made.to(device, copy: true).DetachFromDisposeScope();
    }
}
