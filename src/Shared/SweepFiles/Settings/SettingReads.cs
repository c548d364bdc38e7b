namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Which settings of a trial something has read: what it made of them is the same for all trials that agree in these.</summary>
internal sealed class SettingReads
{
    /// <summary>A bit each; one more stands for the seed.</summary>
    public const int MostSettings = 63;

    public ulong Mask { get; private set; }

    public void Add(int index) => Mask |= 1UL << index;

    public void AddSeed() => Add(MostSettings);
}
