using System.Globalization;
using Akka.Configuration;

namespace AdaSapSweep.Shared.Configuration;

/// <summary>Reads settings that must be there and lie in a range.</summary>
public static class Settings
{
    /// <exception cref="HoconFileException">Missing, no whole number, or out of range.</exception>
    public static int Count(this Config config, string path, int least, int most)
    {
        var value = Read(config, path, c => c.GetInt(path), "a whole number");
        return value >= least && value <= most
            ? value
            : throw new HoconFileException(string.Create(CultureInfo.InvariantCulture, $"{path} = {value}: expected {least} to {most}"));
    }

    /// <exception cref="HoconFileException">Missing, no duration, or not above zero.</exception>
    public static TimeSpan Duration(this Config config, string path)
    {
        var value = Read(config, path, c => c.GetTimeSpan(path, allowInfinite: false), "a duration such as 10s");
        return value > TimeSpan.Zero ? value : throw new HoconFileException($"{path}: expected a duration above zero");
    }

    /// <exception cref="HoconFileException">Missing, or no list of words.</exception>
    public static IReadOnlyList<string> Words(this Config config, string path) => [.. Read(config, path, c => c.GetStringList(path), "a list")];

    private static T Read<T>(Config config, string path, Func<Config, T> read, string expected)
    {
        if (!config.HasPath(path)) throw new HoconFileException($"{path} is not set: expected {expected}");
        try
        {
            return read(config);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ConfigurationException or InvalidCastException)
        {
            throw new HoconFileException($"{path} = {config.GetString(path)}: expected {expected}", error);
        }
    }
}
