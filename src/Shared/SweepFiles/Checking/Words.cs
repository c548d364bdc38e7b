namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Lists as people read them.</summary>
internal static class Words
{
    public static string And(IEnumerable<string> items) => Join([.. items], "and");

    public static string Or(IEnumerable<string> items) => Join([.. items], "or");

    public static string Quoted(string item) => $"'{item}'";

    private static string Join(string[] items, string last) => items.Length switch
    {
        0 => "none",
        1 => items[0],
        _ => $"{string.Join(", ", items[..^1])} {last} {items[^1]}",
    };
}
