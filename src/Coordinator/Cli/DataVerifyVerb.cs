using System.CommandLine;
using System.Globalization;
using AdaSapSweep.ImageSets.Verifying;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap data verify NAME</c>: looks at every image of a data set; each damaged file is named.</summary>
internal static class DataVerifyVerb
{
    public static Command Create()
    {
        var name = DataVerb.Name();
        var data = CommonOptions.Data();
        data.Description = "The folder that holds it; the working directory without it";
        var command = new Command("verify", "Check a data set: its structure, every image, and the checksums of a file SHA256SUMS in its folder.") { name, data };
        command.SetAction((parsed, stop) => CommandLine.Guard(async () =>
        {
            var form = DataVerb.FormOf(parsed.GetValue(name)!);
            var line = new ProgressLine(Console.Error, TimeProvider.System);
            var report = DataSetCheck.Run(
                form, parsed.GetValue(data) ?? ".", new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount },
                now => line.Show(() => string.Create(CultureInfo.InvariantCulture, $"{now.What}: {now.Done:N0} of {now.All:N0}")));
            foreach (var damage in report.Damage) await Console.Out.WriteLineAsync(damage);
            if (report.Root is null) return ExitCode.Failed;
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"adasap: '{report.Root}': {report.Images:N0} images, {ByteSize.Text(report.Bytes)}, {report.Checksums:N0} checksums; {(report.Damage.Count == 0 ? "nothing is wrong" : $"wrong: {report.Damage.Count:N0}")}"));
            return report.Damage.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }
}
