using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests;

/// <summary>The sweep files that ship with the project, and short ones for tests.</summary>
internal static class Examples
{
    public static readonly string Folder = Path.Combine(Root(), "examples");

    public static string Quickstart => File.ReadAllText(Path.Combine(Folder, "quickstart.yaml")).ReplaceLineEndings("\n");

    /// <summary>Data that is never read: planning needs its identity and its size only.</summary>
    public static LocatedDataSet Data(string fingerprint = "fingerprint", int trainImages = 100, int testImages = 50) =>
        new("shapes", null, [], [], fingerprint, trainImages, testImages);

    public static SweepFile Checked(string text)
    {
        var result = SweepFile.Parse(text);
        Assert.Empty(result.Errors);
        return result.File!;
    }

    public static SweepPlan Plan(string text) => Planner.Plan(Checked(text), Data());

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AdaSapSweep.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
