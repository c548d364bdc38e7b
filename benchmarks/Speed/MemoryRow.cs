using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Resident memory of this process while a stage takes many small AdaSAP steps: it must not grow.</summary>
internal sealed class MemoryRow(Options options, Ground ground) : SilentObserver, IDisposable
{
    private const int Batch = 8;
    private const int Side = 8;
    private const int Images = 500 * Batch;

    private readonly int[] _looks = options.Quick ? [100, 500] : [1000, 10_000];
    private readonly Dictionary<long, double> _megabytes = [];
    private readonly CancellationTokenSource _enough = new();

    public IEnumerable<Measured> Measure()
    {
        var settings = StepMethods.Of(StepMethods.AdaSap, Architectures.ResNet8, Images, 1000, isRandom: true) with { BatchSize = Batch };
        settings = settings with { Data = settings.Data with { ImageSize = Side } };
        try
        {
            StageProgram.Run(StageKinds.Pretrain, settings, ground.Inputs(this, _enough.Token));
        }
        catch (OperationCanceledException)
        {
            // So many steps were asked for.
        }
        return _looks.Select(step => Measured.Alone(
            string.Create(CultureInfo.InvariantCulture, $"resident memory after {step:N0} AdaSAP steps, batch {Batch} of {Side} x {Side}"), settings.Architecture, "MB", [_megabytes[step]]));
    }

    public override void Stepped(long step)
    {
        if (_looks.Contains((int)step)) _megabytes.Add(step, Resident());
        if (step == _looks[^1]) _enough.Cancel();
    }

    public void Dispose() => _enough.Dispose();

    private static double Resident()
    {
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
