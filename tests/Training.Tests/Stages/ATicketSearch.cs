using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class ATicketSearch : IDisposable
{
    private const int Epochs = 6;

    private static readonly double[] Sparsities = [.5, .9, .95, .99];

    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(TicketForms.Channels)]
    public void ForSeveralSparsitiesKeepsTheNetworkThatOneForEachAloneEndsWith(string? form)
    {
        using var several = new Recorder();
        Run(Search(form, Sparsities), several, "several");
        var epochs = new List<int>();
        foreach (var sparsity in Sparsities)
        {
            using var alone = new Recorder();
            var found = Run(Search(form, sparsity), alone, $"alone {sparsity}");
            epochs.Add(found.Epochs.Max(e => e.Epoch));
            using var expected = _stages.Network($"alone {sparsity}");
            using var kept = TicketNetwork.Read(_stages.File("several.safetensors"), sparsity, torch.CPU);
            AssertSame(expected, kept);
            var told = Assert.Single(several.Events, e => e.Name == StageEvents.TicketFound && e.Facts["sparsity"].Equals(sparsity));
            Assert.Equal((long)epochs[^1], told.Facts["epochs"]);
        }
        // They settle at different epochs, else the test says little.
        Assert.True(epochs.Distinct().Count() > 1, string.Join(' ', epochs));
        Assert.Equal(epochs.Max(), several.Epochs.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TicketForms.Channels)]
    public void StoppedAfterEveryBatchEndsBitForBitLikeOneThatWasNot(string? form)
    {
        var settings = Search(form, Sparsities);
        using var whole = new Recorder();
        var expected = Run(settings, whole, "whole");
        StageResult? ended = null;
        for (var attempts = 0; ended is null; attempts++)
        {
            Assert.True(attempts <= whole.LastStep, "no end");
            using var recorder = new Recorder();
            recorder.OnStep = recorder.Cancel;
            try
            {
                ended = Run(settings, recorder, "stopped");
            }
            catch (OperationCanceledException)
            {
            }
        }
        Assert.Equal(expected.Sha256, ended.Sha256);
        Assert.Equal(expected.Epochs, ended.Epochs);
    }

    /// <summary>Of those above, three settle after the second epoch, and the last with the search.</summary>
    [Fact]
    public void StoresTheNetworkOfAnEpochOnce()
    {
        using var recorder = new Recorder();
        Run(Search(null, Sparsities), recorder, "search");
        using var stream = File.OpenRead(_stages.File("search.safetensors"));
        using var file = SafetensorsFile.Read(stream);
        string[] others = [.. file.Tensors.Keys.Where(k => k.StartsWith("other.", StringComparison.Ordinal)).Select(k => k.Split('.')[1]).Distinct()];
        Assert.Equal(["epoch-2"], others);
        var notes = NetworkFile.NotesOf(_stages.File("search.safetensors"));
        Assert.Equal(("own", "1"), (notes["ticket.0.5"], notes["ticket.0.5.share"]));
    }

    [Fact]
    public void ThatFindsNothingSaysSoAndEndsWithItsLastNetwork()
    {
        using var recorder = new Recorder();
        var settings = Search(null, .5, .99) with { Epochs = 2 };
        Run(settings with { TicketSearch = settings.TicketSearch! with { Distance = .005 } }, recorder, "search");
        Assert.Equal(.5, Assert.Single(recorder.Events, e => e.Name == StageEvents.TicketNotFound).Facts["sparsity"]);
        Assert.Equal(.99, Assert.Single(recorder.Events, e => e.Name == StageEvents.TicketFound).Facts["sparsity"]);
        using var last = _stages.Network("search");
        foreach (var sparsity in new[] { .5, .99 })
        {
            using var ticket = TicketNetwork.Read(_stages.File("search.safetensors"), sparsity, torch.CPU);
            AssertSame(last, ticket);
        }
    }

    [Fact]
    public void IsReadByEachStageForItsOwnSparsity()
    {
        using var several = new Recorder();
        Run(Search(null, Sparsities), several, "several");
        var train = StageSamples.ByKind[StageKinds.SparseTrain] with { Epochs = 1 };
        foreach (var sparsity in new[] { .5, .9 })
        {
            using Recorder search = new(), own = new(), shared = new();
            Run(Search(null, sparsity), search, $"alone {sparsity}");
            var settings = train with { Mask = train.Mask! with { Sparsity = sparsity } };
            var expected = Run(settings, own, $"own {sparsity}", $"alone {sparsity}");
            Assert.Equal(expected.Sha256, Run(settings with { Ticket = sparsity }, shared, $"shared {sparsity}", "several").Sha256);
        }
        using var other = new Recorder();
        var error = Assert.Throws<InvalidDataException>(() => Run(train with { Ticket = .7 }, other, "other", "several"));
        Assert.Equal("the parent's search was not for a sparsity of 0.7", error.Message);
    }

    [Fact]
    public void ThatValidatesTakesTheMasksOfAnEpochOnceThoughItIsStoppedInItsValidation()
    {
        var search = Search(null, Sparsities);
        var settings = search with { Data = search.Data with { TrainImages = 64, ValidationImages = 16 }, Validation = new() };
        using Recorder whole = new(), cut = new(), rest = new();
        var expected = Run(settings, whole, "whole");
        // The last batch of the second epoch is done, its validation is not.
        cut.OnStep = () =>
        {
            if (cut.LastStep == 6) cut.Cancel();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Run(settings, cut, "cut"));
        Assert.Equal(expected.Sha256, Run(settings, rest, "cut").Sha256);
    }

    private static void AssertSame(Training.Networks.Network expected, Training.Networks.Network actual)
    {
        Assert.Equal(expected.BatchesTracked, actual.BatchesTracked);
        foreach (var (name, tensor) in expected.Parameters.Concat(expected.Statistics))
        {
            var other = actual.Parameters.TryGetValue(name, out var parameter) ? parameter : actual.Statistics[name];
            Assert.Equal(Tiny.Numbers(tensor), Tiny.Numbers(other));
        }
    }

    private static TrainingSettings Search(string? form, params double[] sparsities) => StageFixture.Training with
    {
        Epochs = Epochs,
        TicketSearch = new()
        {
            Sparsity = sparsities.Length == 1 ? sparsities[0] : null,
            Sparsities = sparsities.Length == 1 ? null : new(sparsities),
            Ticket = form,
            Window = 2,
            Distance = .02,
        },
    };

    private StageResult Run(TrainingSettings settings, Recorder recorder, string name, string? parent = null) => _stages.Run(
        settings.TicketSearch is null ? StageKinds.SparseTrain : StageKinds.TicketSearch, settings, recorder, name,
        parent is null ? null : _stages.File($"{parent}.safetensors"));
}
