namespace AdaSapSweep.ImageSets.Identity;

/// <summary>Tells paths that stay below a folder from those that lead out of it.</summary>
internal static class Inside
{
    private const int LongestPath = 1024;

    /// <summary>A relative path of ordinary names: no root, no drive, no <c>..</c>, no control character, on any system.</summary>
    public static bool IsPlain(string path) =>
        path.Length is > 0 and <= LongestPath
        && !path.Any(char.IsControl)
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains(':', StringComparison.Ordinal)
        && path.Split('/').All(part => part is not ("" or "." or ".."));
}
