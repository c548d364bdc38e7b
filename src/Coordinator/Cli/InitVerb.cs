using System.CommandLine;
using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Exporting;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Drafting;
using AdaSapSweep.Shared.SweepFiles.Schema;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap init</c>: a sweep file to begin with. Its path goes to standard output.</summary>
internal static class InitVerb
{
    private const string DefaultFile = "sweep.yaml";
    private const int LongestName = 64;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The sweep file to write", DefaultValueFactory = _ => DefaultFile, HelpName = "FILE" };
        var methods = new Option<string>("--method") { Description = "What to compare, as adasap,robust-bird (docs/methods.md)", DefaultValueFactory = _ => "sgd,sgd-prune,adasap", HelpName = "LIST" };
        var data = new Option<string?>("--data") { Description = "The folder of your images, or of a data set's files: it is looked at; rendered shapes without it", HelpName = "FOLDER" };
        var set = new Option<string?>("--data-set") { Description = $"Which data set it is for, where no folder tells: {string.Join(", ", DataSets.All)}", HelpName = "NAME" };
        var schema = new Option<bool>("--schema") { Description = $"Write {SweepFileSchema.FileName} beside it too, by which editors complete and check it" };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there" };
        methods.CompletionSources.Add(Completions.OfList(RecipeList.Methods));
        set.CompletionSources.Add([.. DataSets.All]);
        var command = new Command("init", "Write a sweep file with a comment on each line, for your images or a data set.") { file, methods, data, set, schema, force };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(file)!;
            var full = Path.GetFullPath(path);
            var asked = Methods(parsed.GetValue(methods)!);
            if (parsed.GetValue(set) is { } named) KnownWord.Require(named, [.. DataSets.All], "--data-set", "data set");
            if (Directory.Exists(full)) throw new UsageException($"adasap: '{path}' is a folder; expected the name of a file, as {DefaultFile}");
            var beside = Path.Combine(Path.GetDirectoryName(full)!, SweepFileSchema.FileName);
            List<(string Path, string Text)> files = parsed.GetValue(schema) ? [(beside, SweepFileSchema.Write())] : [];
            files.RemoveAll(f => File.Exists(f.Path) && File.ReadAllText(f.Path) == f.Text);
            var taken = files.Where(f => File.Exists(f.Path)).Select(f => f.Path).ToList();
            if (File.Exists(full)) taken.Add(path);
            if (taken.Count > 0 && !parsed.GetValue(force))
            {
                foreach (var there in taken) await Console.Error.WriteLineAsync($"adasap: '{there}' is there already; '--force' replaces it");
                return ExitCode.Failed;
            }

            var drafted = parsed.GetValue(data) is { } folder ? DraftedData.In(folder, parsed.GetValue(set)) : DraftedData.Named(parsed.GetValue(set) ?? DataSets.Shapes);
            var arguments = $"{ShellWord.Of(path)}{(drafted.Name == DataSets.Shapes ? "" : $" --data {ShellWord.Of(parsed.GetValue(data) ?? "FOLDER")}")}";
            var text = SweepDraft.Write(NameOf(full), asked, drafted, [$"adasap plan {arguments}    # what it comes to; runs nothing", $"adasap run {arguments}"], parsed.GetValue(schema) ? SweepFileSchema.FileName : null);
            var trials = SweepFile.Parse(text).File?.Trials.Length ?? throw new InvalidOperationException("the draft is no sweep file");
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            files.Add((full, text));
            NewFiles.Write(parsed.GetValue(force), [.. files.Select(f => (f.Path, (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(f.Text)))))]);
            await Console.Out.WriteLineAsync(path);
            await Console.Error.WriteLineAsync($"adasap: {drafted.Remark}");
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"adasap: {trials} trials of {string.Join(", ", asked)}; next: adasap plan {arguments}"));
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <exception cref="UsageException">One is unknown or given twice.</exception>
    private static string[] Methods(string list)
    {
        var methods = list.Split(',', StringSplitOptions.TrimEntries);
        foreach (var method in methods) KnownWord.Require(method, [.. RecipeList.Methods], "--method", "method");
        return methods.Distinct().Count() == methods.Length ? methods : throw new UsageException($"adasap: --method: '{list}' names a method twice");
    }

    /// <summary>The file's name as that of a sweep.</summary>
    internal static string NameOf(string file)
    {
        var name = new string([.. Path.GetFileNameWithoutExtension(file).ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-')]).Trim('-');
        return name.Length == 0 ? "sweep" : name[..Math.Min(name.Length, LongestName)];
    }
}
