using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageBesideOtherWork : IDisposable
{
    private readonly StageFixture _stages = new();

    public static TheoryData<string> Kinds => [.. StageSamples.ByKind.Keys];

    public void Dispose() => _stages.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EndsBitForBitLikeOneAlone(string kind)
    {
        var alone = Run(kind, "alone");
        using var done = new CancellationTokenSource();
        var noise = new Thread(() => DrawAndMultiply(done.Token));
        string? first = null, second = null;
        Thread[] stages = [new(() => first = Run(kind, "first")), new(() => second = Run(kind, "second"))];
        noise.Start();
        foreach (var stage in stages) stage.Start();
        foreach (var stage in stages) stage.Join();
        done.Cancel();
        noise.Join();
        Assert.Equal((alone, alone), (first, second));
    }

    private string? Run(string kind, string name)
    {
        torch.set_num_threads(1);
        using var recorder = new Recorder();
        return _stages.Run(kind, StageSamples.ByKind[kind] with { Epochs = 2 }, recorder, name).Sha256;
    }

    /// <summary>What another user of the library might do in the same process.</summary>
    private static void DrawAndMultiply(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var scope = torch.NewDisposeScope();
            torch.manual_seed(7);
            torch.rand([64, 64]).matmul(torch.rand([64, 64]));
        }
    }
}
