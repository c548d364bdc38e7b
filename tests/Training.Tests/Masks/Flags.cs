namespace AdaSapSweep.Training.Tests.Masks;

/// <summary>Masks as they are written in worked examples: "1011".</summary>
internal static class Flags
{
    public static bool[] Of(string text) => [.. text.Select(c => c == '1')];

    public static string Text(IEnumerable<bool> flags) => string.Concat(flags.Select(flag => flag ? '1' : '0'));
}
