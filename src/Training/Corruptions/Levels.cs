using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>From levels to bytes as the generator of the published sets does it: clip, then cut off what follows the point.</summary>
internal static class Levels
{
    /// <summary>
    /// What a level may fall short of a whole number and still count as it; else rounding in the last bit would decide on whole flat areas.
    /// </summary>
    private const double Slack = 1.0 / 1024;

    public static Tensor ToBytes(Tensor levels) => levels.add(Slack).clamp_(0, 255).to(ScalarType.Byte);

    /// <summary>The same, kept as whole numbers of the type of <paramref name="levels"/>.</summary>
    public static Tensor Cut(Tensor levels) => levels.add(Slack).clamp_(0, 255).floor_();
}
