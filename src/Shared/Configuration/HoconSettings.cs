using Akka.Configuration;

namespace AdaSapSweep.Shared.Configuration;

/// <summary>The settings of a program: the shipped ones, with a user's on top.</summary>
public sealed class HoconSettings
{
    private readonly string _shippedFile;
    private readonly string? _userFile;
    private readonly Config? _user;

    internal HoconSettings(Config shipped, string shippedFile, Config? user = null, string? userFile = null)
    {
        All = user?.WithFallback(shipped) ?? shipped;
        _shippedFile = shippedFile;
        _user = user;
        _userFile = userFile;
    }

    /// <summary>Everything, for the actor system.</summary>
    public Config All { get; }

    /// <summary>The settings below a path.</summary>
    /// <exception cref="HoconFileException">There are none.</exception>
    public SettingsSection Section(string path) =>
        new(All.GetConfig(path) ?? throw new HoconFileException($"{_shippedFile}: {path} is not set"), path, key => FileOf($"{path}.{key}"));

    private string FileOf(string path) => _user?.HasPath(path) == true ? _userFile! : _shippedFile;
}
