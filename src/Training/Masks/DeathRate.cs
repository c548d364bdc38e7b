using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Masks;

/// <summary>When Flying Bird updates its mask and how much it replaces.</summary>
public static class DeathRate
{
    /// <summary>Share of the active weights replaced at a step: from the initial to the final rate along half a cosine.</summary>
    public static double At(long step, long steps, MaskUpdateSettings settings) =>
        settings.FinalRate + (settings.InitialRate - settings.FinalRate) * (1 + Math.Cos(Math.PI * step / steps)) / 2;

    /// <summary>
    /// True at every multiple of the interval, counted in finished steps. Not at the very last step: what it grew would stay zero for ever.
    /// </summary>
    public static bool IsDue(long step, long steps, MaskUpdateSettings settings) => step % settings.Interval == 0 && step < steps;
}
