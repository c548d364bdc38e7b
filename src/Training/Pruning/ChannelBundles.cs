namespace AdaSapSweep.Training.Pruning;

/// <summary>Channels that go together, so that what stays of a group is a multiple of some number: devices waste the rest of a partly filled unit.</summary>
internal static class ChannelBundles
{
    /// <returns>Channels of a group after its next removal: the largest multiple below its width, 0 when there is none.</returns>
    public static int Next(int width, int multiple) => (width - 1) / multiple * multiple;

    /// <returns>The least that may stay of a group: a multiple too, or all of a group that is narrower than one.</returns>
    public static int Floor(int floor, int multiple, int width) => Math.Min((floor + multiple - 1) / multiple * multiple, width);
}
