using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Runs what is asked for, in turns with the reference where there is one.</summary>
internal sealed class Rows(Options options, Ground ground, Reference reference)
{
    private readonly StageSides _stages = new(options, ground, reference);

    public IEnumerable<Measured> All()
    {
        foreach (var network in StepMethods.Networks.Where(n => options.Networks?.Contains(n) != false))
        {
            foreach (var row in RowNames.OfNetworks.Where(Wanted)) yield return row == RowNames.Mask ? Mask(network) : _stages.AgainstReference(row, network);
            foreach (var (path, rows) in Switches.All.Where(_ => Wanted(RowNames.Switches)))
                foreach (var row in rows) yield return _stages.AgainstSwitchedOff(row, network, path);
            foreach (var row in StageSides.InLowPrecision.Where(_ => Wanted(RowNames.Precision)))
            {
                yield return _stages.AgainstFloat32(row, network);
                yield return _stages.AgainstReference(row, network, Precisions.BFloat16);
            }
        }
        set_num_threads(options.Threads);
        foreach (var row in RowNames.Single.Where(Wanted))
            foreach (var measured in Single(row)) yield return measured;
    }

    private bool Wanted(string row) => options.Rows?.Contains(row) ?? !(options.Quick && row == RowNames.AutoAttack);

    private Measured[] Single(string row) => row switch
    {
        RowNames.Data => [Data()],
        RowNames.Corruptions => [CorruptionRow.Measure(options, ground)],
        RowNames.AutoAttack => [AutoAttackRow.Measure(ground)],
        RowNames.Memory => Memory(),
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "not a row"),
    };

    private Measured Mask(string network)
    {
        var settings = StepMethods.Of(StepMethods.Sgd, network, StepMethods.Batch, 1, isRandom: false);
        using var row = new MaskRow(ground, settings);
        reference.Prepare(ground.MaskQuestion(row.File, options.Threads));
        return Measured.Steps("Flying Bird's mask update alone", network, Alternation.Of(options, row.Run, reference.Run), null);
    }

    private Measured Data()
    {
        var settings = StepMethods.Of(StepMethods.Sgd, Architectures.ResNet8, StageSides.Images, 1, isRandom: true);
        using var row = new DataRow(ground, settings);
        reference.Prepare(ground.Question("data", StepMethods.Sgd, settings, options.Threads));
        return Measured.Images($"data: batches of {StepMethods.Batch}, cut and mirrored", "", StepMethods.Batch, Alternation.Of(options, row.Run, reference.Run), null);
    }

    private Measured[] Memory()
    {
        using var row = new MemoryRow(options, ground);
        return [.. row.Measure()];
    }
}
