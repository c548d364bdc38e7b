using System.Net;
using System.Net.Sockets;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Otlp;

namespace AdaSapSweep.Shared.Tests.Telemetry;

public sealed class ABackendWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task GivesUpABackendThatLeavesACallUnanswered_AfterItsPatience()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        using var watch = new BackendWatch([endpoint], Patience, _clock);
        using var client = new HttpClient();
        using var stop = new CancellationTokenSource();
        var call = client.GetAsync(endpoint, stop.Token);
        using var taken = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.False(watch.IsDead);
        _clock.Advance(Patience + TimeSpan.FromSeconds(1));
        Assert.True(watch.IsDead);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task GivesUpABackendThatFailed_UntilACallIsAnswered()
    {
        using var receiver = new OtlpReceiver();
        var gone = new Uri($"http://127.0.0.1:{FreePort()}");
        using var watch = new BackendWatch([gone, new(receiver.Endpoint)], Patience, _clock);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(gone, TestContext.Current.CancellationToken));
        Assert.True(watch.IsDead);
        (await client.PostAsync(new Uri(receiver.Endpoint + "/v1/traces"), new ByteArrayContent([]), TestContext.Current.CancellationToken)).Dispose();
        _clock.Advance(Patience * 2);
        Assert.False(watch.IsDead);
    }

    [Fact]
    public async Task LooksAtNoOtherServers()
    {
        var gone = new Uri($"http://127.0.0.1:{FreePort()}");
        using var watch = new BackendWatch([new("http://127.0.0.1:4317")], Patience, _clock);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(gone, TestContext.Current.CancellationToken));
        Assert.False(watch.IsDead);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
