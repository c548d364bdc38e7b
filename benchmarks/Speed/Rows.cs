using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Runs stages of ours as a slot does, in turns with the reference.</summary>
internal sealed class Rows(Options options, Ground ground, Reference reference)
{
    private const string Evaluation = "evaluation";

    /// <summary>An epoch is long enough that its beginning and end are outside of nearly every turn.</summary>
    private const int Images = 50 * StepMethods.Batch;

    private const int Forever = 1000;

    public IEnumerable<Measured> All()
    {
        foreach (var network in StepMethods.Networks)
        {
            foreach (var method in StepMethods.All)
                if (options.Wants(method, network)) yield return Step(method, network);
            if (options.Wants(Evaluation, network)) yield return Evaluate(network);
        }
    }

    private Measured Step(string method, string network)
    {
        var settings = StepMethods.Of(method, network, Images, Forever, isRandom: true);
        reference.Prepare(ground.Question("training", method, settings, options.Threads));
        double? bar = method switch { StepMethods.Sgd => 1.0, StepMethods.Sam or StepMethods.AdaSap => 0.85, StepMethods.Pgd => 0.8, _ => null };
        return InTurns($"step: {method}", network, bar, StageKinds.Pretrain, settings, parent: null);
    }

    private Measured Evaluate(string network)
    {
        var begin = StepMethods.Of(StepMethods.Sgd, network, Images, 1, isRandom: false);
        reference.Prepare(ground.Question(Evaluation, StepMethods.Sgd, begin, options.Threads));
        var settings = new EvaluationSettings { Data = StepMethods.Data(Images), Architecture = network, BatchSize = StepMethods.Batch };
        return InTurns($"evaluation, batch of {StepMethods.Batch}", network, 0.8, StageKinds.Evaluate, settings, ground.Weights(begin));
    }

    private Measured InTurns(string row, string network, double? bar, string kind, IStageSettings settings, string? parent)
    {
        using var turns = new Turns(options.Rounds, options.Seconds, reference.Run);
        try
        {
            while (!turns.Enough.IsCancellationRequested) StageProgram.Run(kind, settings, ground.Inputs(turns, turns.Enough, parent));
        }
        catch (OperationCanceledException)
        {
            // All turns are taken.
        }
        return Measured.Of(row, network, turns.Pairs, bar);
    }
}
