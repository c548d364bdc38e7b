using System.Text.RegularExpressions;
using AdaSapSweep.Coordinator.Cli;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>A command that is shown to be copied must be one: in the pages, in the heads of the examples, and in the help itself.</summary>
[Collection(Terminal.Name)]
public sealed partial class TheCommandsInThePages
{
    private static readonly string[] OfTheLauncher = ["setup", "test"];

    public static TheoryData<string> Pages
    {
        get
        {
            var root = Root();
            string[] pages = [Path.Combine(root, "README.md"), .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md"), .. Directory.GetFiles(Path.Combine(root, "examples"), "*.yaml")];
            return [.. pages.Select(page => Path.GetRelativePath(root, page))];
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void AreUnderstood(string page)
    {
        // A line that ends in a backslash goes on in the next one, which has the sign of a comment in a sweep file.
        var text = Continued().Replace(File.ReadAllText(Path.Combine(Root(), page)).ReplaceLineEndings("\n"), " ");
        Assert.All(Shown().Matches(text).Select(match => match.Groups[1].Value), Understood);
    }

    [Fact]
    public void AreFound() => Assert.True(Shown().Count(File.ReadAllText(Path.Combine(Root(), "README.md"))) > 20);

    [Fact]
    public async Task OfTheHelp_AreUnderstood()
    {
        var verbs = CommandLine.Root().Subcommands.SelectMany(verb => verb.Subcommands.Select(sub => $"{verb.Name} {sub.Name}").Prepend(verb.Name));
        foreach (var verb in verbs)
        {
            var help = (await Terminal.Run([.. verb.Split(' '), "--help"])).Output;
            Assert.All(Shown().Matches("\n" + help.Split("Examples:")[1].Replace("\n  ", "\n    ", StringComparison.Ordinal)).Select(match => match.Groups[1].Value), Understood);
        }
    }

    private static void Understood(string command)
    {
        var words = WithoutTheRest().Replace(command, "").Trim();
        if (words.Length == 0 || OfTheLauncher.Contains(words.Split(' ')[0])) return;
        var parsed = CommandLine.Root().Parse(words.Replace('\'', '"'));
        Assert.True(parsed.Errors.Count == 0, $"adasap {words}: {string.Join("; ", parsed.Errors.Select(error => error.Message))}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "AdaSapSweep.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"^(?:#     |    )(?:\./)?adasap ([^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Shown();

    [GeneratedRegex(@" *\\\n#? *")]
    private static partial Regex Continued();

    /// <summary>A remark, or what the shell does with the output.</summary>
    [GeneratedRegex(@"( +#| > | && | \| ).*$")]
    private static partial Regex WithoutTheRest();
}
