using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Masks;

/// <summary>When Flying Bird updates its mask and how much it replaces.</summary>
public static class DeathRate
{
    /// <summary>Share of the active weights replaced at a step: from the initial to the final rate along half a cosine.</summary>
    public static double At(long step, long steps, MaskUpdateSettings settings) =>
        settings.FinalRate + (settings.InitialRate - settings.FinalRate) * (1 + Math.Cos(Math.PI * step / steps)) / 2;

    /// <summary>
    /// True at every multiple of the interval of the time, counted in all finished steps. The late one holds in epochs whose index, from 0, is
    /// above half of their number. Not at the very last step: what it grew would stay zero for ever.
    /// </summary>
    public static bool IsDue(long step, int epochs, int stepsPerEpoch, MaskUpdateSettings settings)
    {
        var late = 2 * ((step - 1) / stepsPerEpoch) > epochs;
        var interval = late ? settings.LateInterval ?? settings.Interval : settings.Interval;
        return step % interval == 0 && step < (long)epochs * stepsPerEpoch;
    }
}
