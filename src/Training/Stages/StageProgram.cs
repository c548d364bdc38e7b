using AdaSapSweep.Stages;
using TorchSharp;

namespace AdaSapSweep.Training.Stages;

/// <summary>Runs one stage from end to end on the calling thread.</summary>
public static class StageProgram
{
    /// <param name="kind">One of <see cref="StageKinds.All"/>.</param>
    /// <exception cref="OperationCanceledException">Stopped between two batches; a checkpoint holds all that was done.</exception>
    /// <exception cref="DivergedException">A loss, a score or a weight stopped being a finite number.</exception>
    /// <exception cref="UnfitDeviceException">The device is a processor, which has no convolutions in float16.</exception>
    /// <exception cref="ImageSets.DataSetException">The data set is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">The parent's file is damaged or of another network.</exception>
    public static StageResult Run(string kind, IStageSettings settings, StageInputs inputs)
    {
        StageKinds.VersionOf(kind);
        if (settings.Precision == Precisions.Float16 && inputs.Device.type == DeviceType.CPU)
            throw new UnfitDeviceException($"'precision: {Precisions.Float16}' is for GPUs: a processor has no convolutions in it; '{Precisions.BFloat16}' runs on both");
        using var fast = inputs.FastPaths.Use();
        return settings switch
        {
            EvaluationSettings evaluation when StageKinds.IsEvaluation(kind) => EvaluationStage.Run(evaluation, inputs),
            TrainingSettings training when !StageKinds.IsEvaluation(kind) => TrainingStage.Run(training, inputs),
            _ => throw new ArgumentException($"a stage of kind '{kind}' has no settings of type {settings.GetType().Name}", nameof(settings)),
        };
    }
}
