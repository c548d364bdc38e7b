namespace AdaSapSweep.Training.Tests.Data;

/// <summary>Real images that may lie in a folder <c>shared</c> beside the repository.</summary>
internal static class RealImages
{
    public static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data", "cifar-10-batches-bin");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
