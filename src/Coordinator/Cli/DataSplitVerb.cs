using System.CommandLine;
using System.Globalization;
using AdaSapSweep.ImageSets;
using AdaSapSweep.ImageSets.Splitting;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap data split FOLDER --to NEW</c>: a training and a test part of one folder of classes, by links. The new folder goes to standard output.</summary>
internal static class DataSplitVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A folder with a folder of JPEG or PNG images for each class", HelpName = "FOLDER" };
        var to = new Option<string>("--to") { Description = "The folder that is made, with train and test in it", Required = true, HelpName = "NEW" };
        var test = new Option<double>("--test") { Description = "Share of each class's images for testing", DefaultValueFactory = _ => 0.2, HelpName = "SHARE" };
        test.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!double.TryParse(token.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share is <= 0 or >= 1)
                    result.AddError($"--test: '{token.Value}' is no share; expected a number between 0 and 1, as 0.2");
            }
        });
        var command = new Command("split", "Make a training and a test part of one folder of classes, as links: the images stay where they are.") { folder, to, test };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            try
            {
                var target = parsed.GetValue(to)!;
                foreach (var part in FolderSplit.Write(parsed.GetValue(folder)!, target, parsed.GetValue(test)))
                    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"adasap: {part.Name}: {part.Train:N0} to train on, {part.Test:N0} to test with"));
                await Console.Out.WriteLineAsync(target);
                await Console.Error.WriteLineAsync($"adasap: next: adasap init --data {ShellWord.Of(target)}");
                return ExitCode.Ok;
            }
            catch (DataSetException error)
            {
                throw new UsageException($"adasap: {error.Message}");
            }
        }));
        return command;
    }
}
