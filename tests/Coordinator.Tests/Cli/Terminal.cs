using System.Text.Json;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>Runs a verb in this process and keeps what it prints. Tests that use it take turns: the console is the process's own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Terminal
{
    public const string Name = "terminal";

    internal sealed record Printed(int ExitCode, string Output, string Errors)
    {
        /// <exception cref="JsonException">The output is not one JSON document.</exception>
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;

        public override string ToString() => $"exit code {ExitCode}\n{Output}\n--- errors\n{Errors}";
    }

    internal static async Task<Printed> Run(params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var captured = new StringWriter();
        using var complaints = new StringWriter();
        try
        {
            Console.SetOut(captured);
            Console.SetError(complaints);
            var code = await CommandLine.RunAsync(arguments);
            return new(code, captured.ToString(), complaints.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    /// <summary>A store that holds a sweep of two trials, one of which failed.</summary>
    internal static string StoreWithASweep(TemporaryFolder folder)
    {
        var path = folder["store.db"];
        using var store = Shared.Store.SweepStore.Open(path, TimeProvider.System);
        var plan = Scheduling.Plans.Of("root eval1", "root eval2");
        var sweep = store.BeginSweep(plan, "").Id;
        store.Commit([new Shared.Store.TrialChanged(sweep, plan.Trials[0].Id, Shared.Model.TrialState.Failed, "root failed: by chance", Scheduling.Plans.Start)]);
        return path;
    }
}
