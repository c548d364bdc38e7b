using System.Globalization;
using Akka.Configuration;

namespace AdaSapSweep.Shared.Configuration;

/// <summary>Reads settings that must be there and lie in a range. An error names the file, the setting and what was expected.</summary>
/// <param name="path">Of the section.</param>
/// <param name="fileOf">The file that a key's value comes from.</param>
public sealed class SettingsSection(Config config, string path, Func<string, string> fileOf)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Full names of the settings that were asked for.</summary>
    public IReadOnlyCollection<string> NamesRead => _read;

    /// <exception cref="HoconFileException">Missing, no whole number, or out of range.</exception>
    public int Count(string key, int least, int most)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        var value = ReadOne(key, c => c.GetInt(key), expected);
        return value >= least && value <= most ? value : throw Wrong(key, expected);
    }

    /// <returns>Null for the word.</returns>
    /// <exception cref="HoconFileException">Missing, neither the word nor a whole number, or out of range.</exception>
    public int? CountOr(string word, string key, int least, int most)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}, or {word}");
        var value = ReadOne(key, c => c.GetString(key) == word ? (int?)null : c.GetInt(key), expected);
        return value is null || (value >= least && value <= most) ? value : throw Wrong(key, expected);
    }

    /// <exception cref="HoconFileException">Missing, no number, or not above 0 and up to 1.</exception>
    public double Share(string key)
    {
        const string expected = "a number above 0, up to 1";
        var value = ReadOne(key, c => c.GetDouble(key), expected);
        return value is > 0 and <= 1 ? value : throw Wrong(key, expected);
    }

    /// <exception cref="HoconFileException">Missing, no duration, or not above zero.</exception>
    public TimeSpan Duration(string key)
    {
        const string expected = "a duration above zero, such as 10s";
        var value = ReadOne(key, c => c.GetTimeSpan(key, allowInfinite: false), expected);
        return value > TimeSpan.Zero ? value : throw Wrong(key, expected);
    }

    /// <exception cref="HoconFileException">Missing, or neither on nor off.</exception>
    public bool Switch(string key) => ReadOne(key, c => c.GetBoolean(key), "on or off");

    /// <exception cref="HoconFileException">Missing, no list of words, or an empty one: Akka.NET gives that for what is no list, too.</exception>
    public IReadOnlyList<string> Words(string key)
    {
        const string expected = "a list such as [\"cpu\"]";
        var words = Read(key, c => c.GetStringList(key), expected);
        return words.Count > 0 ? [.. words] : throw Wrong(key, expected);
    }

    // Akka.NET gives null, not an error, for the text of a list or of a group.
    private T ReadOne<T>(string key, Func<Config, T> read, string expected) =>
        Read(key, c => c.GetString(key) is null ? throw new FormatException("no single value") : read(c), expected);

    private T Read<T>(string key, Func<Config, T> read, string expected)
    {
        _read.Add($"{path}.{key}");
        if (!config.HasPath(key)) throw Wrong(key, expected);
        try
        {
            return read(config);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ConfigurationException or InvalidCastException)
        {
            throw Wrong(key, expected, error);
        }
    }

    private HoconFileException Wrong(string key, string expected, Exception? cause = null) =>
        new($"{fileOf(key)}: {path}.{key} {Shown(key)}: expected {expected}", cause);

    private string Shown(string key)
    {
        try
        {
            if (!config.HasPath(key)) return "is not set";
            return config.GetString(key) is { } text ? $"= {text}" : "is no single value";
        }
        catch (Exception error) when (error is ConfigurationException or InvalidCastException)
        {
            return "is no single value";
        }
    }
}
