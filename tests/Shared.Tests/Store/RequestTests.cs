using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenAnotherProcessAsksForSomething : IDisposable
{
    private readonly StoreFixture _fixture = new();
    private readonly SweepRecord _sweep;

    public WhenAnotherProcessAsksForSomething() => _sweep = _fixture.Begin(Plans.Of(1, 2));

    [Fact]
    public void TheRequestWaitsInTheStore_OldestFirst_AlsoOverARestart()
    {
        Put(new CancelTrials([Plans.Trial(2), Plans.Trial(1)]));
        Put(new RetryTrials([]));
        Put(new ApplyFile("name: \"sweep\"\n# ü"));
        _fixture.Reopen();
        var open = _fixture.Store.OpenRequests(_sweep.Id);
        Assert.Equal([1, 2, 3], open.Select(r => r.Number));
        Assert.Equal([Plans.Trial(2), Plans.Trial(1)], Assert.IsType<CancelTrials>(open[0].Request).Trials);
        Assert.Empty(Assert.IsType<RetryTrials>(open[1].Request).Trials);
        Assert.Equal(new ApplyFile("name: \"sweep\"\n# ü"), open[2].Request);
        Assert.Equal(open.Select(r => r.Number), _fixture.Read(q => q.OpenRequests(_sweep.Id)).Select(r => r.Number));
    }

    [Fact]
    public void ItIsAnsweredOnce_AndTheAskerReadsTheAnswer()
    {
        var number = Put(new CancelTrials([]));
        Assert.Null(StoreRequests.Answer(_fixture.Path, number));
        Assert.True(_fixture.One(new RequestAnswered(number, true, "2 trials stopped", _fixture.Now)));
        Assert.False(_fixture.One(new RequestAnswered(number, false, "again", _fixture.Now)));
        Assert.False(_fixture.One(new RequestAnswered(99, false, "never asked", _fixture.Now)));
        Assert.Equal(new(true, "2 trials stopped", _fixture.Now), StoreRequests.Answer(_fixture.Path, number));
        Assert.Empty(_fixture.Store.OpenRequests(_sweep.Id));
    }

    [Fact]
    public void OtherSweepsDoNotSeeIt()
    {
        Put(new CancelTrials([]));
        Assert.Empty(_fixture.Store.OpenRequests(_fixture.Begin(Plans.Named("other", 1)).Id));
    }

    [Theory]
    [InlineData("cancel", "{\"trials\":[\"abc\"]}", "64 lower-case hex digits")]
    [InlineData("cancel", "{\"trials\":null}", "cannot be read")]
    [InlineData("apply", "{\"file\":null}", "lacks what it is about")]
    [InlineData("retry", "{}", "cannot be read")]
    [InlineData("retry", "{\"trials\":[],\"$type\":\"System.String\"}", "cannot be read")]
    [InlineData("apply", "null", "cannot be read")]
    [InlineData("apply", "[", "cannot be read")]
    public void WhatCannotBeReadIsNamed_AndHoldsNothingUp(string kind, string body, string expected)
    {
        _fixture.Store.Session.Execute(
            "INSERT INTO requests (sweep_id, at, kind, body) VALUES ($1, '2026-01-01T00:00:00.000Z', $2, $3)", _sweep.Id.Value, kind, body);
        Put(new CancelTrials([]));
        var open = _fixture.Store.OpenRequests(_sweep.Id);
        Assert.Null(open[0].Request);
        Assert.Contains(expected, open[0].Problem, StringComparison.Ordinal);
        Assert.NotNull(open[1].Request);
    }

    [Fact]
    public void ItsSizeIsBounded()
    {
        Assert.Throws<ArgumentException>(() => Put(new CancelTrials([.. Enumerable.Repeat(Plans.Trial(1), 100_001)])));
        Assert.Throws<ArgumentException>(() => Put(new ApplyFile(new('x', 8_000_000))));
        Assert.Empty(_fixture.Store.OpenRequests(_sweep.Id));
    }

    [Fact]
    public void AStoreOrASweepThatIsNotThere_IsNamed_AndNothingIsMade()
    {
        Assert.Contains("no sweep 7", Assert.Throws<StoreRefusedException>(() => StoreRequests.Put(_fixture.Path, new(7), new RetryTrials([]), _fixture.Now)).Message, StringComparison.Ordinal);
        var nowhere = _fixture.Path + ".other";
        Assert.Throws<StoreRefusedException>(() => StoreRequests.Put(nowhere, _sweep.Id, new RetryTrials([]), _fixture.Now));
        Assert.False(File.Exists(nowhere));
        Assert.Throws<StoreRefusedException>(() => StoreRequests.Answer(_fixture.Path, 7));
    }

    public void Dispose() => _fixture.Dispose();

    private long Put(SweepRequest request) => StoreRequests.Put(_fixture.Path, _sweep.Id, request, _fixture.Now);
}
