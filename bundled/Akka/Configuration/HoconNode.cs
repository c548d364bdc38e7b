namespace Akka.Configuration;

/// <summary>A parsed HOCON value. <see cref="HoconUnresolved"/> nodes are gone once the parser has returned.</summary>
internal abstract class HoconNode
{
    /// <summary>Later wins; two objects merge key by key.</summary>
    public static HoconNode Merge(HoconNode earlier, HoconNode later)
    {
        if (earlier is not HoconMap a || later is not HoconMap b)
            return later;
        var merged = new HoconMap();
        foreach (var (key, value) in a.Fields)
            merged.Fields[key] = value;
        foreach (var (key, value) in b.Fields)
            merged.Fields[key] = merged.Fields.TryGetValue(key, out var old) ? Merge(old, value) : value;
        return merged;
    }
}

internal sealed class HoconMap : HoconNode
{
    public Dictionary<string, HoconNode> Fields { get; } = [];

    public HoconNode Find(ReadOnlySpan<string> path)
    {
        HoconNode node = this;
        foreach (var key in path)
        {
            if (node is not HoconMap map || !map.Fields.TryGetValue(key, out node))
                return null;
        }
        return node;
    }
}

internal sealed class HoconList : HoconNode
{
    public List<HoconNode> Items { get; } = [];
}

/// <summary>A string, number or boolean as text; null for the literal null.</summary>
internal sealed class HoconText(string value, bool isSpace = false) : HoconNode
{
    public string Value { get; } = value;

    /// <summary>White space between two parts of a concatenation, which counts between texts only.</summary>
    public bool IsSpace { get; } = isSpace;
}

internal abstract class HoconUnresolved : HoconNode;

internal sealed class HoconConcat(List<HoconNode> parts) : HoconUnresolved
{
    public List<HoconNode> Parts { get; } = parts;
}

/// <summary>Two values of one key of which at least one is not known before substitutions are.</summary>
internal sealed class HoconDelayedMerge(HoconNode earlier, HoconNode later) : HoconUnresolved
{
    public HoconNode Earlier { get; } = earlier;
    public HoconNode Later { get; } = later;
}

internal sealed class HoconReference(string[] path, bool optional, int line) : HoconUnresolved
{
    public string[] Path { get; } = path;
    public bool Optional { get; } = optional;
    public int Line { get; } = line;

    /// <summary>What the key held before, when a key refers to itself.</summary>
    public HoconNode Prior { get; set; }
}
