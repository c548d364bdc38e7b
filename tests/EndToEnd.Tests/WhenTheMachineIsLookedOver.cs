using System.Text.Json;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenTheMachineIsLookedOver
{
    [Fact]
    public async Task AGpuActorProcessComputes_AndEveryProblemHasAFix()
    {
        using var folder = new TemporaryFolder();
        var run = await AdasapProgram.Run(["doctor", TinySweep.WriteTo(folder.Path, "nothing: at all"), "--store", folder["store.db"], "--slots", "1", "--json"]);
        Assert.True(run.ExitCode == 1, run.ToString());
        var findings = JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray()
            .Select(f => (Check: f.GetProperty("check").GetString(), Level: f.GetProperty("level").GetString(), What: f.GetProperty("what").GetString()!, Fix: f.GetProperty("fix").GetString())).ToList();
        Assert.Contains(findings, f => f is { Check: "devices", Level: "ok" } && f.What.StartsWith("cpu computes", StringComparison.Ordinal));
        Assert.Contains(findings, f => f is { Check: "sweep", Level: "problem" });
        Assert.All(findings, f => Assert.Equal(f.Level == "ok", f.Fix is null));
    }
}
