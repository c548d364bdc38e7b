using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>The test has the store, and stands for the coordinator.</summary>
[Collection(Terminal.Name)]
public sealed class WhenACoordinatorHasTheStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SweepStore _store;
    private bool _ended;

    public WhenACoordinatorHasTheStore() => _store = SweepStore.Open(ASweepToExplain.WriteTo(_folder), TimeProvider.System);

    public void Dispose()
    {
        End();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, ExitCode.Ok)]
    [InlineData(false, ExitCode.Failed)]
    public async Task ItsAnswerIsPrinted(bool done, int expected)
    {
        var verb = Terminal.Run("cancel", "3", "--store", _store.Path);
        await Eventually.True(() => _store.OpenRequests(new(1)).Count == 1, TimeSpan.FromSeconds(30), "the request is in the store");
        var request = Assert.Single(_store.OpenRequests(new(1)));
        Assert.Equal([ASweepToExplain.Plan().Trials[2].Id], Assert.IsType<CancelTrials>(request.Request).Trials);
        _store.Commit([new RequestAnswered(request.Number, done, "so it is", TimeProvider.System.GetUtcNow())]);
        var printed = await verb;
        Assert.Equal(expected, printed.ExitCode);
        Assert.Equal(done ? "so it is\n" : "", printed.Output);
        Assert.Equal(done ? "" : "adasap: so it is\n", printed.Errors);
    }

    [Fact]
    public async Task WithoutAnAnswer_TheRequestStays()
    {
        var printed = await Terminal.Run("retry", "--store", _store.Path, "--wait", "1");
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("no answer within 1 s", printed.Errors, StringComparison.Ordinal);
        Assert.Contains("the request stays in the store", printed.Errors, StringComparison.Ordinal);
        Assert.Single(_store.OpenRequests(new(1)));
    }

    [Fact]
    public async Task ThatEndsBeforeItAnswers_TheVerbDecidesItself()
    {
        var verb = Terminal.Run("retry", "--store", _store.Path);
        await Eventually.True(() => _store.OpenRequests(new(1)).Count == 1, TimeSpan.FromSeconds(30), "the request is in the store");
        End();
        var printed = await verb;
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.StartsWith("1 trial put back", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NamesItsProcess_AndTheRequestsThatWait()
    {
        StoreRequests.Put(_store.Path, new(1), new RetryTrials([]), TimeProvider.System.GetUtcNow());
        var printed = await Terminal.Run("status", "--store", _store.Path);
        Assert.Contains($"a coordinator runs: process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}", printed.Output, StringComparison.Ordinal);
        Assert.Contains("1 request waits", printed.Output, StringComparison.Ordinal);
        var json = await Terminal.Run("status", "--store", _store.Path, "--format", "json");
        Assert.Equal(Environment.ProcessId, json.Json.GetProperty("coordinator").GetInt32());
        Assert.Equal(1, json.Json.GetProperty("open_requests").GetInt32());
    }

    [Fact]
    public async Task StatusAsJson_HasWhatScriptsRelyOn()
    {
        var trial = ASweepToExplain.Plan().Trials[2];
        var now = TimeProvider.System.GetUtcNow();
        _store.Commit([
            new LeaseGranted(trial.Stages[1], new(1), new("cpu/1"), "it was ready", now),
            new AttemptProgressed(trial.Stages[1], new(1), [new(1, "loss", 0.25)], now.AddSeconds(10))]);
        var json = (await Terminal.Run("status", "--store", _store.Path, "--json")).Json;
        Assert.Equal(
            ["sweep", "state", "begun_at", "trials", "stages", "share", "elapsed_seconds", "left_seconds", "slots", "waits_for_memory", "failures", "failed_attempts", "coordinator", "gpu_actors", "open_requests"],
            json.EnumerateObject().Select(m => m.Name));
        Assert.Equal("running", json.GetProperty("state").GetString());
        Assert.Equal(["pending", "running", "succeeded", "failed", "cancelled"], json.GetProperty("trials").EnumerateObject().Select(m => m.Name));
        Assert.Equal(["pending", "running", "succeeded", "failed", "skipped"], json.GetProperty("stages").EnumerateObject().Select(m => m.Name));
        var slot = Assert.Single(json.GetProperty("slots").EnumerateArray());
        Assert.Equal(
            ["slot", "stage", "kind", "attempt", "first_trial", "trials", "epoch", "planned_epochs", "loss", "speed", "speed_unit"], slot.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("cpu/1", "adasap-prune", 3, 1, 0.25), (slot.GetProperty("slot").GetString(), slot.GetProperty("kind").GetString(), slot.GetProperty("first_trial").GetInt32(), slot.GetProperty("epoch").GetInt32(), slot.GetProperty("loss").GetDouble()));
        // 100 images in 10 s.
        Assert.Equal((10.0, "images/s"), (slot.GetProperty("speed").GetDouble(), slot.GetProperty("speed_unit").GetString()));
        Assert.Equal(["crash", "diverged"], json.GetProperty("failed_attempts").EnumerateArray().Select(f => f.GetProperty("failure").GetString()).Order());
        Assert.InRange(json.GetProperty("share").GetDouble(), 0.01, 0.99);
    }

    private void End()
    {
        if (!_ended) _store.Dispose();
        _ended = true;
    }
}
