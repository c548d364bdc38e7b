using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenNoCoordinatorRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _store;

    public WhenNoCoordinatorRuns() => _store = ASweepToExplain.WriteTo(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARetry_PutsAllThatFailedBack()
    {
        var printed = await Run("retry");
        Assert.StartsWith("1 trial put back, with 2 stages that failed or were skipped", printed.Output, StringComparison.Ordinal);
        Assert.Contains("no coordinator runs; 'adasap resume --sweep ", printed.Errors, StringComparison.Ordinal);
        Assert.Equal([TrialState.Succeeded, TrialState.Pending, TrialState.Pending], Trials());
        Assert.DoesNotContain(Stages(), s => s.State is StageState.Failed or StageState.Skipped);
    }

    [Fact]
    public async Task ACancelledTrial_IsTakenUpAgainByARetry()
    {
        var printed = await Run("cancel", "3");
        Assert.StartsWith("1 trial cancelled: 2 stages not begun", printed.Output, StringComparison.Ordinal);
        Assert.Equal([TrialState.Succeeded, TrialState.Failed, TrialState.Cancelled], Trials());
        await Run("retry", "3");
        Assert.Equal([TrialState.Succeeded, TrialState.Failed, TrialState.Pending], Trials());
        Assert.Equal(2, Stages().Count(s => s.State == StageState.Pending));
    }

    [Fact]
    public async Task CancellingAll_LeavesWhatHasEndedAsItIs()
    {
        await Run("cancel", "--all");
        Assert.Equal([TrialState.Succeeded, TrialState.Failed, TrialState.Cancelled], Trials());
    }

    [Fact]
    public async Task WhatCannotBeDone_IsSaid_AndEndsWithExitCode1()
    {
        var printed = await Terminal.Run("retry", "1", "--store", _store);
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("1 neither failed nor cancelled", printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
    }

    [Fact]
    public async Task AnEditedFile_IsTakenOver_WithWhatIsDone()
    {
        var file = Write(ASweepToExplain.Text.Replace("[0.6, 0.4, 0.2]", "[0.6, 0.3]", StringComparison.Ordinal));
        var printed = await Run("apply", file);
        Assert.StartsWith("2 trials, 1 of them new, and 2 dropped", printed.Output, StringComparison.Ordinal);
        Assert.Contains("3 are done", printed.Output, StringComparison.Ordinal);
        Assert.Contains($"'adasap run {file} --store {_store}' goes on", printed.Errors, StringComparison.Ordinal);
        Assert.Equal([TrialState.Succeeded, TrialState.Pending], Trials());
    }

    [Fact]
    public async Task AnEditedFile_ThatIsBroken_ChangesNothing()
    {
        var file = Write(ASweepToExplain.Text.Replace("size_ratio", "size_ration", StringComparison.Ordinal));
        var printed = await Terminal.Run("apply", file, "--store", _store);
        Assert.Equal(ExitCode.Usage, printed.ExitCode);
        Assert.Contains("size_ratio", printed.Errors, StringComparison.Ordinal);
        Assert.Equal(3, Trials().Count);
    }

    [Fact]
    public async Task AFileOfASweepThatTheStoreDoesNotHave_GetsTheNearestName()
    {
        var file = Write(ASweepToExplain.Text.Replace("name: explained", "name: explaned", StringComparison.Ordinal));
        var printed = await Terminal.Run("apply", file, "--store", _store);
        Assert.Equal(ExitCode.Usage, printed.ExitCode);
        Assert.Contains("there is no sweep 'explaned' in the store; did you mean 'explained'?", printed.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel takes trials, or --all", "cancel")]
    [InlineData("cancel takes trials, or --all", "cancel", "1", "--all")]
    [InlineData("has no trial 4; its trials are 1 to 3", "retry", "4")]
    [InlineData("has no trial 7; its trials are 1 to 3", "cancel", "2-7")]
    [InlineData("the range '3-2' is empty", "cancel", "3-2")]
    [InlineData("did you mean 'explained'?", "retry", "--sweep", "explaind")]
    [InlineData("--wait: '0' is not possible", "retry", "--wait", "0")]
    public async Task AMistake_IsAPlainLine_AndNoRequest(string expected, params string[] arguments)
    {
        var printed = await Terminal.Run([.. arguments, "--store", _store]);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
        Assert.Null(Read(q => q.Request(1)));
    }

    [Fact]
    public async Task Status_SaysSo()
    {
        await Run("cancel", "3");
        var printed = await Terminal.Run("status", "--store", _store);
        Assert.Contains("1 trials are cancelled", printed.Output, StringComparison.Ordinal);
        Assert.Contains("no coordinator runs", printed.Output, StringComparison.Ordinal);
    }

    private async Task<Terminal.Printed> Run(params string[] arguments)
    {
        var printed = await Terminal.Run([.. arguments, "--store", _store]);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        return printed;
    }

    private string Write(string text)
    {
        File.WriteAllText(_folder["sweep.yaml"], text);
        return _folder["sweep.yaml"];
    }

    private List<TrialState> Trials() => Read(q => q.Trials(q.FindSweep(null)!.Id).Select(t => t.State).ToList());

    private IReadOnlyList<StageRow> Stages() => Read(q => q.Stages(q.FindSweep(null)!.Id));

    private T Read<T>(Func<ResultsQuery, T> query)
    {
        using var reader = StoreReader.Open(_store);
        return query(reader.Query);
    }
}
