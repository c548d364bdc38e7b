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
    private void End()
    {
        if (!_ended) _store.Dispose();
        _ended = true;
    }
}
