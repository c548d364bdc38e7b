using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Optimizers;

/// <summary>The learning rate. It is constant within an epoch, stepped by epoch index, but for <c>cyclic</c>, which goes by step.</summary>
public static class LearningRate
{
    private const double Decay = 0.1;

    /// <summary>
    /// Of one step. For <c>cyclic</c>, with step t of T in the stage and the peak at share p: lr t / (p T) up to the peak, lr (T - t) / (T - p T) after it;
    /// 0 at the first step (Wong, Rice and Kolter, ICLR 2020). For the others that of the epoch.
    /// </summary>
    /// <param name="epoch">Index from 0.</param>
    /// <param name="batch">Index within the epoch, from 0.</param>
    /// <param name="batches">Of an epoch.</param>
    public static double Of(OptimizerSettings settings, int epoch, int epochs, int batch, int batches)
    {
        if (settings.Schedule != LearningRateSchedules.Cyclic) return Of(settings, epoch, epochs);
        var (step, steps) = ((double)epoch * batches + batch, (double)epochs * batches);
        var peak = steps * (settings.CyclicPeak ?? throw new ArgumentException("a cyclic schedule has a peak"));
        return settings.LearningRate * Math.Min(step / peak, (steps - step) / (steps - peak));
    }

    /// <summary>
    /// With W warm-up epochs of E: lr (e + 1) / W for e below W; after it, for <c>cosine</c>, lr/2 (1 + cos(pi (e - W) / (E - W))), which
    /// reaches the peak at e = W and would reach 0 one epoch after the last.
    /// </summary>
    /// <param name="epoch">Index from 0.</param>
    public static double Of(OptimizerSettings settings, int epoch, int epochs)
    {
        var warmup = settings.WarmupEpochs;
        if (epoch < warmup) return settings.LearningRate * (epoch + 1) / warmup;
        return settings.Schedule switch
        {
            LearningRateSchedules.Constant => settings.LearningRate,
            LearningRateSchedules.Cosine => settings.LearningRate / 2 * (1 + Math.Cos(Math.PI * (epoch - warmup) / (epochs - warmup))),
            LearningRateSchedules.MultiStep => settings.LearningRate * Math.Pow(Decay, Passed(settings, epoch, epochs)),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Schedule, "not a schedule of learning rates"),
        };
    }

    /// <summary>A milestone at share m is passed from epoch index m E on: 0.5 of 200 epochs first acts at index 100.</summary>
    private static int Passed(OptimizerSettings settings, int epoch, int epochs) =>
        (settings.Milestones ?? throw new ArgumentException("a multistep schedule has milestones")).Count(m => epoch >= m * epochs - 1e-9);
}
