using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Time of the standard AutoAttack on a network that was trained on attacked images for long enough that many of its images stand.</summary>
internal static class AutoAttackRow
{
    private const int Images = 128;
    private const int Epochs = 3;
    private const double Epsilon = 2 / 255.0;

    public static Measured Measure(Ground ground)
    {
        var training = StepMethods.Of(StepMethods.Pgd, Architectures.ResNet8, 50 * StepMethods.Batch, Epochs, isRandom: true);
        training = training with
        {
            Optimizer = training.Optimizer with { LearningRate = 0.1 },
            Attack = training.Attack! with { Epsilon = Epsilon, StepSize = Epsilon, Steps = 2 },
        };
        StageProgram.Run(StageKinds.Pretrain, training, ground.Inputs(new SilentObserver(), CancellationToken.None));
        var settings = new EvaluationSettings
        {
            Data = StepMethods.Data(Images),
            Architecture = training.Architecture,
            BatchSize = StepMethods.Batch,
            AutoAttack = new() { Norm = Norms.LInf, Epsilon = Epsilon },
        };
        var began = Stopwatch.GetTimestamp();
        var result = StageProgram.Run(StageKinds.Evaluate, settings, ground.Inputs(new SilentObserver(), CancellationToken.None, ground.Output));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double Of(string name) => 100 * result.Measurements.Single(m => m.Name == name).Value;
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"AutoAttack on {Images} images, linf 2/255: {Of(MeasurementNames.AutoAttackCleanAccuracy):F0} % right before, {Of(MeasurementNames.AutoAttackAccuracy):F0} % after");
        return Measured.Alone(row, training.Architecture, "s", [seconds]);
    }
}
