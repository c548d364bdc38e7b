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
        var value = Read(key, c => c.GetInt(key), expected);
        return value >= least && value <= most ? value : throw Wrong(key, expected);
    }

    /// <exception cref="HoconFileException">Missing, no duration, or not above zero.</exception>
    public TimeSpan Duration(string key)
    {
        const string expected = "a duration above zero, such as 10s";
        var value = Read(key, c => c.GetTimeSpan(key, allowInfinite: false), expected);
        return value > TimeSpan.Zero ? value : throw Wrong(key, expected);
    }

    /// <exception cref="HoconFileException">Missing, or no list of words.</exception>
    public IReadOnlyList<string> Words(string key) => [.. Read(key, c => c.GetStringList(key), "a list such as [\"cpu\"]")];

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
            return config.HasPath(key) ? $"= {config.GetString(key)}" : "is not set";
        }
        catch (Exception error) when (error is ConfigurationException or InvalidCastException)
        {
            return "is no single value";
        }
    }
}
