using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Otlp;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenNoTracingBackendAnswers(WhenNoTracingBackendAnswers.SweepWithoutBackend reference) : IClassFixture<WhenNoTracingBackendAnswers.SweepWithoutBackend>
{
    [Fact]
    public void TheSameTreeLiesInFilesBesideTheStore_WhenThereIsNone() =>
        TracedSweep.IsOneTree(OtlpJsonLines.SpansIn(reference.Store + ".traces"), reference.Store, runs: 1);

    [Fact]
    public async Task TheNumbersAreTheSame_WhenItIsDown()
    {
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var endpoint = Endpoint(closed);
        closed.Stop();
        await TheNumbersAreTheSame(endpoint, "grpc");
    }

    [Fact]
    public async Task TheNumbersAreTheSame_WhenItTakesEverythingAndSaysNothing()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var taken = new List<TcpClient>();
        var accepting = Accept(silent, taken);
        await TheNumbersAreTheSame(Endpoint(silent), "http/protobuf");
        silent.Stop();
        await accepting;
        // Else this would be the case above.
        Assert.NotEmpty(taken);
        taken.ForEach(t => t.Dispose());
    }

    private async Task TheNumbersAreTheSame(string endpoint, string protocol)
    {
        using var folder = new TemporaryFolder();
        var store = folder["store.db"];
        var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(folder.Path, TracedSweep.Text), "--store", store], TracedSweep.Environment(endpoint, protocol));
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(StoreFile.Numbers(reference.Store), StoreFile.Numbers(store));
    }

    private static string Endpoint(TcpListener listener) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private static async Task Accept(TcpListener listener, List<TcpClient> taken)
    {
        try
        {
            while (true) taken.Add(await listener.AcceptTcpClientAsync());
        }
        catch (SocketException)
        {
            // It was stopped.
        }
        catch (ObjectDisposedException)
        {
            // Likewise.
        }
    }

    /// <summary>A run with no endpoint at all.</summary>
    public sealed class SweepWithoutBackend : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Store => _folder["store.db"];

        public async ValueTask InitializeAsync()
        {
            var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(_folder.Path, TracedSweep.Text), "--store", Store]);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
