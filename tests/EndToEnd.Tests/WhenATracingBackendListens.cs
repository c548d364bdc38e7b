using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Otlp;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenATracingBackendListens
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task TheSweepArrivesAsOneTree_WithItsMetricsAndItsLogs()
    {
        using var folder = new TemporaryFolder();
        using var backend = new OtlpReceiver();
        var store = folder["store.db"];
        var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(folder.Path, TracedSweep.Text), "--store", store], TracedSweep.Environment(backend.Endpoint));
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Empty(backend.Errors);
        TracedSweep.IsOneTree(backend.Spans, store, runs: 1);
        Assert.All(backend.Spans.Where(s => !TracedSweep.IsPhase(s)), s => Assert.Equal(1, s.Status));

        var pretrain = Assert.Single(backend.Spans, s => s.Name == "stage pretrain");
        Assert.Single(pretrain.Links);
        Assert.Equal(Enumerable.Range(1, TracedSweep.PretrainEpochs).Select(e => (long)e), pretrain.Events.Where(e => e.Name == "epoch").Select(e => (long)e.Attributes["adasap.epoch"]!));

        Assert.Superset(
            new HashSet<string> { "AdaSapSweep.Coordinator adasap.stages", "AdaSapSweep.Coordinator adasap.attempts", "AdaSapSweep.GpuActor adasap.train.throughput" },
            backend.Metrics.Select(m => $"{m.Service} {m.Name}").ToHashSet());
        Assert.Contains(backend.Logs, l => l.SpanId == pretrain.SpanId && l.Service == "AdaSapSweep.GpuActor");
        var coordinator = backend.Logs.Where(l => l.Service == "AdaSapSweep.Coordinator").ToList();
        Assert.NotEmpty(coordinator);
        Assert.All(coordinator, l => Assert.Equal(pretrain.TraceId, l.TraceId));
        Assert.False(Directory.Exists(store + ".traces"));
    }

    [Fact]
    public async Task ASweepThatWasInterrupted_GoesOnInTheSameTrace()
    {
        using var folder = new TemporaryFolder();
        using var backend = new OtlpReceiver();
        var sweep = TinySweep.WriteTo(folder.Path, TracedSweep.Text);
        var store = folder["store.db"];
        using (var program = AdasapProgram.Start(["run", sweep, "--store", store], TracedSweep.Environment(backend.Endpoint)))
        {
            await Eventually.True(() => HasLease(store), Patience, "a lease");
            program.Signal("INT");
            var stopped = await program.End();
            Assert.True(stopped.ExitCode == 130, stopped.ToString());
        }
        var rest = await AdasapProgram.Run(["run", sweep, "--store", store], TracedSweep.Environment(backend.Endpoint));
        Assert.True(rest.ExitCode == 0, rest.ToString());
        Assert.Empty(backend.Errors);
        TracedSweep.IsOneTree(backend.Spans, store, runs: 2);
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task ASweepThatWasKilledWithAllItsProcesses_IsOneConnectedTraceInTheEnd(string protocol)
    {
        using var folder = new TemporaryFolder();
        using var http = new OtlpReceiver();
        using var grpc = new OtlpGrpcReceiver();
        var (endpoint, inbox) = protocol == "grpc" ? (grpc.Endpoint, grpc.Inbox) : (http.Endpoint, http.Inbox);
        var environment = TracedSweep.Environment(endpoint, protocol);
        // So that parts of what is killed have been sent before.
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        var sweep = TinySweep.WriteTo(folder.Path, TracedSweep.Text);
        var store = folder["store.db"];
        using (var program = AdasapProgram.Start(["run", sweep, "--store", store], environment))
        {
            await Eventually.True(
                () => inbox.Spans.Any(s => s.Attributes.ContainsKey("adasap.phase") && inbox.Spans.All(parent => parent.SpanId != s.ParentSpanId)),
                Patience, "a part of an attempt that has not ended");
            program.Kill();
            GpuActors.Kill(store);
            await program.End();
        }
        var rest = await AdasapProgram.Run(["run", sweep, "--store", store], environment);
        Assert.True(rest.ExitCode == 0, rest.ToString());
        Assert.Empty(inbox.Errors);
        TracedSweep.IsConnected(inbox.Spans, store, runs: 2);
        var lost = inbox.Spans.Where(s => s.Name.StartsWith("stage ", StringComparison.Ordinal) && s.Status == 2).ToList();
        Assert.NotEmpty(lost);
        Assert.All(lost, s => Assert.Equal("lost", s.Attributes["error.type"]));
        Assert.NotEmpty(inbox.Metrics);
        Assert.NotEmpty(inbox.Logs);
    }

    private static bool HasLease(string store)
    {
        try
        {
            return File.Exists(store) && StoreFile.Count(store, "SELECT COUNT(*) FROM attempts") > 0;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return false;   // It is just being made.
        }
    }
}
