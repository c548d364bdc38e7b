using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// The random numbers of an epoch, step by step. They are drawn for whole batches: into how many parts one is cut changes none. No state
/// of a generator is kept: TorchSharp gives the CPU's only, and drawing again what the batches done have drawn takes no time beside them.
/// </summary>
internal sealed class EpochDraws : IDisposable
{
    private readonly TrainingSettings _settings;
    private readonly Device _device;
    private readonly long _side;
    private readonly Generator? _generator;
    private readonly (string Name, int Channels)[] _dropouts;

    public EpochDraws(TrainingSettings settings, ImageData data, Blueprint blueprint, long seed)
    {
        (_settings, _device, _side) = (settings, data.Device, data.Side);
        // As many as the dense network takes: a step that is drawn again after a cut must take what it took before.
        _dropouts = [.. blueprint.Layers.OfType<Dropout>().Select(d => (d.Name, blueprint.DenseWidths[d.Group]))];
        // The default generator is the whole process's: what else runs in it would draw from it too. TorchSharp makes others on the CPU only.
        if (_device.type == DeviceType.CPU) _generator = new Generator((ulong)seed, CPU);
        else manual_seed(seed);
    }

    /// <summary>Of the next step, in the current dispose scope.</summary>
    public StepDraws Next(long images) => new(
        _settings.Augment ? Augmentation.Draw(images, _side, _device, _generator) : null,
        _settings.Attack is { RandomStart: true } ? AttackStart([images, 3, _side, _side]) : null,
        _dropouts.Length == 0 ? null : _dropouts.ToDictionary(
            d => d.Name, d => rand([images, d.Channels], ScalarType.Float32, _device, generator: _generator), StringComparer.Ordinal),
        _settings.ColourJitter is { } width ? ColourJitter.Draw(images, width, _device, _generator) : null);

    private Tensor AttackStart(long[] shape) => _settings.TradesBeta is null
        ? rand(shape, ScalarType.Float32, _device, generator: _generator)
        : randn(shape, ScalarType.Float32, _device, generator: _generator);

    /// <summary>Passes over a step that was done before a stop.</summary>
    public void Skip(long images)
    {
        using var scope = NewDisposeScope();
        Next(images);
    }

    public void Dispose() => _generator?.Dispose();
}
