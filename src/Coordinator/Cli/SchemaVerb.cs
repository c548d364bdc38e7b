using System.CommandLine;
using AdaSapSweep.Shared.SweepFiles.Schema;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap schema</c>: the JSON schema of sweep files, by which editors complete and check them.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of sweep files, for editors (docs/sweep-file.md).");
        command.SetAction((_, _) => CommandLine.Guard(async () =>
        {
            await Console.Out.WriteAsync(SweepFileSchema.Write());
            return ExitCode.Ok;
        }));
        return command;
    }
}
