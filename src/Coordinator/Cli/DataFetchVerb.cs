using System.CommandLine;
using AdaSapSweep.ImageSets.Fetching;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap data fetch NAME --from URL</c>: a data set from a mirror, whole or not at all. Its folder goes to standard output.</summary>
internal static class DataFetchVerb
{
    public static Command Create()
    {
        var name = DataVerb.Name();
        var from = new Option<string>("--from") { Description = "Its archive (.tar.gz, .tar, .zip) on a mirror or on this machine; for idx also the folder of its four files, with / at the end", Required = true, HelpName = "URL" };
        var to = new Option<string>("--to") { Description = "The folder that gets the set, in a folder of its name", DefaultValueFactory = _ => ".", HelpName = "FOLDER" };
        var sha256 = new Option<string?>("--sha256") { Description = "What the archive must come to; in place of the published checksum where there is one", HelpName = "HEX" };
        sha256.Validators.Add(result =>
        {
            if (result.GetValue(sha256) is { } hex && Checksum.Sha256(hex) is null) result.AddError($"--sha256: '{hex}' is no SHA-256; expected 64 hexadecimal digits");
        });
        var command = new Command("fetch", "Fetch a data set from a mirror. A download that was cut off goes on where it ended; under the set's name lies the whole or nothing.") { name, from, to, sha256 };
        command.SetAction((parsed, stop) => CommandLine.Guard(async () =>
        {
            var form = DataVerb.FormOf(parsed.GetValue(name)!);
            var checksum = parsed.GetValue(sha256) is { } hex ? Checksum.Sha256(hex) : Checksum.Of(form.Name);
            var line = new ProgressLine(Console.Error, TimeProvider.System);
            try
            {
                var folder = await new DataSetFetch(form, new FetchSettings(), now => line.Show(() => Text(now))).RunAsync(parsed.GetValue(from)!, parsed.GetValue(to)!, checksum, stop);
                await Console.Out.WriteLineAsync(folder);
                if (checksum is null) await Console.Error.WriteLineAsync("adasap: no checksum is known for it, and none was given with --sha256: nothing was compared");
                await Console.Error.WriteLineAsync($"adasap: run with --data {parsed.GetValue(to)}");
                return ExitCode.Ok;
            }
            catch (FetchException error)
            {
                await Console.Error.WriteLineAsync($"adasap: {error.Message}");
                return ExitCode.Failed;
            }
        }));
        return command;
    }

    private static string Text(FetchProgress now) => $"{now.What}: {ByteSize.Text(now.Done)}{(now.All is { } all ? $" of {ByteSize.Text(all)}" : "")}";
}
