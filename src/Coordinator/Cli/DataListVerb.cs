using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap data list</c>: the known data sets, and which of them a folder holds.</summary>
internal static class DataListVerb
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var data = CommonOptions.Data();
        data.Description = "The folder to look in; the working directory without it";
        var format = CommonOptions.Format("table", "json");
        var command = new Command("list", "Show the data sets there are, where each is looked for, and what was found.") { data, format };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(data) ?? ".");
            var rows = DataSetRow.In(folder);
            if (parsed.GetValue(format) == "json")
            {
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows, Readable));
                return ExitCode.Ok;
            }
            PlainTable.Write(Console.Out, ["name", "found", "training images", "test images", "classes", "side", "size", "form"], rows.Select(Cells));
            await Console.Out.WriteLineAsync($"Looked for in '{folder}' and a folder of the set's name in it.");
            foreach (var row in rows.Where(row => row.Problem is not null)) await Console.Out.WriteLineAsync($"{row.Name}: {row.Problem}");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string[] Cells(DataSetRow row) =>
        [row.Name, row.Found, Number(row.TrainImages), Number(row.TestImages), Number(row.Classes), Number(row.Side), row.Bytes is { } bytes ? ByteSize.Text(bytes) : "", row.Form];

    private static string Number(int? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
}
