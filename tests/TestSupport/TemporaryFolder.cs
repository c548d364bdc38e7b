namespace AdaSapSweep.TestSupport;

/// <summary>An empty folder of its own for a test, gone with all that is in it when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("adasap-test-").FullName;

    /// <summary>The full path of a name within.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
