using System.Globalization;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Immutable settings, read by dotted path. A missing path gives the default; text of the wrong kind throws and names the path.</summary>
public class Config
{
    public static readonly Config Empty = new();

    private readonly HoconMap _root;

    public Config()
        : this(new HoconMap())
    {
    }

    public Config(HoconRoot root)
        : this(root.Map)
    {
    }

    public Config(Config source, Config fallback)
        : this(source.WithFallback(fallback)._root)
    {
    }

    internal Config(HoconMap root) => _root = root;

    public HoconValue Root => new(_root);

    public virtual bool IsEmpty => _root.Fields.Count == 0;

    /// <summary>The fields that hold a single value.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Texts =>
        _root.Fields.Where(entry => entry.Value is HoconText).Select(entry => KeyValuePair.Create(entry.Key, ((HoconText)entry.Value).Value));

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public virtual Config WithFallback(Config fallback) =>
        fallback.IsNullOrEmpty() ? this : new Config((HoconMap)HoconNode.Merge(fallback._root, _root));

    public virtual bool HasPath(string path) => Find(path) != null;

    /// <summary>Null where the path holds no object.</summary>
    public virtual Config GetConfig(string path) => Find(path) is HoconMap map ? new Config(map) : null;

    public virtual string GetString(string path, string @default = null) => Find(path) is { } node ? Text(path, node) : @default;

    public virtual bool GetBoolean(string path, bool @default = false) => Read(path, @default, HoconUnits.Boolean);

    public virtual int GetInt(string path, int @default = 0) => Read(path, @default, s => int.Parse(s, NumberStyles.Integer, CultureInfo.InvariantCulture));

    public virtual long GetLong(string path, long @default = 0) => Read(path, @default, s => long.Parse(s, NumberStyles.Integer, CultureInfo.InvariantCulture));

    public virtual double GetDouble(string path, double @default = 0) =>
        Read(path, @default, s => double.Parse(s, NumberStyles.Float, CultureInfo.InvariantCulture));

    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    public virtual long? GetByteSize(string path, long? def = null) => Read(path, def, s => HoconUnits.Bytes(s));

    /// <returns>The duration; Timeout.InfiniteTimeSpan for "infinite"; zero where the path and the default are missing.</returns>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Read(path, @default ?? TimeSpan.Zero, s => HoconUnits.Duration(s, allowInfinite));

    public virtual IList<string> GetStringList(string path) => Find(path) switch
    {
        null => [],
        HoconList list => list.Items.ConvertAll(item => Text(path, item)),
        _ => throw Wrong(path, "a list", null),
    };

    public override string ToString() => HoconPrinter.Print(_root);

    private static string Text(string path, HoconNode node) => node is HoconText text ? text.Value : throw Wrong(path, "a single value", null);

    private static ConfigurationException Wrong(string path, string expected, Exception cause) => new($"setting '{path}' is not {expected}", cause);

    private T Read<T>(string path, T missing, Func<string, T> parse)
    {
        var text = GetString(path);
        if (text == null)
            return missing;
        try
        {
            return parse(text.Trim());
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Wrong(path, $"of its kind: '{text}' ({e.Message})", e);
        }
    }

    private HoconNode Find(string path) => _root.Find(HoconUnits.SplitPath(path)) is var node && node is HoconText { Value: null } ? null : node;
}
