using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Runs what is asked for, in turns with the reference where there is one.</summary>
internal sealed class Rows(Options options, Ground ground, Reference reference)
{
    /// <summary>An epoch is long enough that its beginning and end are outside of nearly every turn.</summary>
    private const int Images = 50 * StepMethods.Batch;

    private const int Forever = 1000;

    public IEnumerable<Measured> All()
    {
        foreach (var network in StepMethods.Networks.Where(n => options.Networks?.Contains(n) != false))
            foreach (var row in RowNames.OfNetworks.Where(Wanted)) yield return Of(row, network);
        foreach (var row in RowNames.Single.Where(Wanted))
            foreach (var measured in Single(row)) yield return measured;
    }

    private bool Wanted(string row) => options.Rows?.Contains(row) ?? !(options.Quick && row == RowNames.AutoAttack);

    private Measured Of(string row, string network) => row switch
    {
        RowNames.Mask => Mask(network),
        RowNames.Evaluation => Evaluate(network),
        _ => Step(row, network),
    };

    private Measured[] Single(string row) => row switch
    {
        RowNames.Data => [Data()],
        RowNames.Corruptions => [CorruptionRow.Measure(options, ground)],
        RowNames.AutoAttack => [AutoAttackRow.Measure(ground)],
        RowNames.Memory => Memory(),
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "not a row"),
    };

    private Measured Step(string method, string network)
    {
        var settings = StepMethods.Of(method, network, Images, Forever, isRandom: true);
        reference.Prepare(ground.Question("training", method, settings, options.Threads));
        double? bar = method switch
        {
            StepMethods.Sgd => 1.0,
            StepMethods.Sam or StepMethods.AdaSap => 0.85,
            StepMethods.Pgd => 0.8,
            _ => null,
        };
        return InTurns(StageKinds.Pretrain, settings, parent: null, pairs => Measured.Steps($"step: {method}", network, pairs, bar));
    }

    private Measured Evaluate(string network)
    {
        var begin = StepMethods.Of(StepMethods.Sgd, network, Images, 1, isRandom: false);
        reference.Prepare(ground.Question("evaluation", StepMethods.Sgd, begin, options.Threads));
        var settings = new EvaluationSettings { Data = begin.Data, Architecture = network, BatchSize = StepMethods.Batch };
        return InTurns(
            StageKinds.Evaluate, settings, ground.Weights(begin), pairs => Measured.Images($"evaluation, batch of {StepMethods.Batch}", network, StepMethods.Batch, pairs, 0.8));
    }

    private Measured Mask(string network)
    {
        var settings = StepMethods.Of(StepMethods.Sgd, network, StepMethods.Batch, 1, isRandom: false);
        using var row = new MaskRow(ground, settings);
        reference.Prepare(ground.MaskQuestion(row.File, options.Threads));
        return Measured.Steps("Flying Bird's mask update alone", network, Alternation.Of(options, row.Run, reference.Run), null);
    }

    private Measured Data()
    {
        var settings = StepMethods.Of(StepMethods.Sgd, Architectures.ResNet8, Images, 1, isRandom: true);
        using var row = new DataRow(ground, settings);
        reference.Prepare(ground.Question("data", StepMethods.Sgd, settings, options.Threads));
        return Measured.Images($"data: batches of {StepMethods.Batch}, cut and mirrored", "", StepMethods.Batch, Alternation.Of(options, row.Run, reference.Run), null);
    }

    private Measured[] Memory()
    {
        using var row = new MemoryRow(options, ground);
        return [.. row.Measure()];
    }

    private Measured InTurns(string kind, IStageSettings settings, string? parent, Func<IReadOnlyList<(double Ours, double Theirs)>, Measured> measured)
    {
        using var turns = new Turns(options, ground.Device, reference.Run);
        try
        {
            while (!turns.Enough.IsCancellationRequested) StageProgram.Run(kind, settings, ground.Inputs(turns, turns.Enough, parent));
        }
        catch (OperationCanceledException)
        {
            // All turns are taken.
        }
        return measured(turns.Pairs) with { Device = turns.Watch.Text() };
    }
}
