namespace Akka.Configuration.Hocon;

/// <summary>A value as it was parsed, for whoever wants to know which keys there are.</summary>
public class HoconValue
{
    private readonly HoconNode _node;

    internal HoconValue(HoconNode node) => _node = node;

    public bool IsObject() => _node is HoconMap;

    /// <summary>Null when the value is no object.</summary>
    public HoconObject GetObject() => _node is HoconMap map ? new HoconObject(map) : null;
}

public class HoconObject
{
    internal HoconObject(HoconMap map) => Items = map.Fields.ToDictionary(field => field.Key, field => new HoconValue(field.Value));

    public Dictionary<string, HoconValue> Items { get; }
}
