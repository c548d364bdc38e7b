using AdaSapSweep.Stages;
using AdaSapSweep.Training;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>A row that is a stage of ours, against the reference or against the same stage with a fast path switched off.</summary>
internal sealed class StageSides(Options options, Ground ground, Reference reference)
{
    /// <summary>An epoch is long enough that its beginning and end are outside of nearly every turn.</summary>
    public const int Images = 50 * StepMethods.Batch;

    /// <summary>What of <see cref="RowNames.Precision"/> is timed.</summary>
    public static readonly IReadOnlyList<string> InLowPrecision = [StepMethods.Sgd, StepMethods.Sam, StepMethods.Pgd, RowNames.Evaluation];

    private const int Forever = 1000;

    /// <param name="precision">Null: float32. Else both sides have it, and the reference lays its maps channels last.</param>
    public Measured AgainstReference(string row, string network, string? precision = null)
    {
        var settings = Training(row, network) with { Precision = precision };
        reference.Prepare(ground.Question(row == RowNames.Evaluation ? "evaluation" : "training", row, settings, options.Threads));
        using var ours = Begin(row, network, ground.FastPaths, precision);
        var watch = new DeviceWatch(ground.Device.type == TorchSharp.DeviceType.CUDA);
        var name = precision is null ? Name(row) : $"{Name(row)}: in {precision}, beside torch.autocast";
        return Line(row, network, name, Alternation.Of(options, ours.Run, reference.Run, watch.Look), precision is null ? Bar(row) : null) with { Device = watch.Text() };
    }

    public Measured AgainstFloat32(string row, string network)
    {
        using var ours = Begin(row, network, ground.FastPaths, Precisions.BFloat16);
        using var theirs = Begin(row, network, ground.FastPaths);
        return Line(row, network, $"{Name(row)}: in {Precisions.BFloat16}, and in the place of PyTorch in float32", Alternation.Of(options, ours.Run, theirs.Run), bar: null);
    }

    public Measured AgainstSwitchedOff(string row, string network, string path)
    {
        using var ours = Begin(row, network, ground.FastPaths);
        using var theirs = Begin(row, network, Switches.Without(ground.FastPaths, path));
        return Line(row, network, $"{Name(row)}: with {path}, and in the place of PyTorch without", Alternation.Of(options, ours.Run, theirs.Run), bar: null);
    }

    private static string Name(string row) => row == RowNames.Evaluation ? $"evaluation, batch of {StepMethods.Batch}" : $"step: {row}";

    private static double? Bar(string row) => row switch
    {
        StepMethods.Sgd => 1.0,
        StepMethods.Sam or StepMethods.AdaSap => 0.85,
        StepMethods.Pgd or RowNames.Evaluation => 0.8,
        _ => null,
    };

    private static TrainingSettings Training(string row, string network) => StepMethods.Of(row, network, Images, Forever, isRandom: true);

    private static Measured Line(string row, string network, string name, List<(double Ours, double Theirs)> pairs, double? bar) => row == RowNames.Evaluation
        ? Measured.Images(name, network, StepMethods.Batch, pairs, bar)
        : Measured.Steps(name, network, pairs, bar);

    private SteppedStage Begin(string row, string network, FastPaths paths, string? precision = null)
    {
        var settings = Training(row, network) with { Precision = precision };
        var (kind, asked, parent) = row == RowNames.Evaluation
            ? (StageKinds.Evaluate, (IStageSettings)new EvaluationSettings { Data = settings.Data, Architecture = network, BatchSize = StepMethods.Batch, Precision = precision }, ground.Weights(settings))
            : (StageKinds.Pretrain, settings, null);
        return new(options, ground.Device, (side, stop) => StageProgram.Run(kind, asked, ground.Inputs(side, stop, parent, paths)));
    }
}
