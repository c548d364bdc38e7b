using System.Globalization;
using System.Text;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Averaging;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Latency;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Optimizers;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>All that changes while a stage trains; what a checkpoint holds.</summary>
internal sealed class TrainingState : IDisposable
{
    private const string NetworkSection = "network";
    private const string MomentumSection = "momentum";
    private const string MaskSection = "mask";
    private const string ScoreSection = "score";
    private const string GrowthSection = "growth";
    private const string TotalsSection = "totals";
    private const string LatencySection = "latency";
    private const string BestSection = "best";
    private const string ScaleSection = "loss_scale";
    private const string AverageSection = "average";
    private const string AveragedSection = "averaged";
    private const string LatencyTableName = "table";

    private TrainingState(TrainingSettings settings, Network network, string stageKey)
    {
        if (FastPaths.Current.GroupedUpdates) network.Group();
        Network = network;
        Scores = new ScoreAverage(settings.ChannelPruning?.ScoreMomentum);
        RandomScores = new RandomScores(StageSeeds.Of(stageKey, StageSeeds.Scores));
        Optimizer = new SgdMomentum(settings.Optimizer);
        Scale = settings.Precision == Precisions.Float16 ? new LossScale(network.Device) : null;
        Totals = new RunningTotals(network.Device);
        Average = settings.SwaStart is null ? null : new WeightAverage();
        Ticket = settings.TicketSearch is { } search ? new TicketSearch(search) : null;
        Best = settings.Validation is { KeepBest: true } ? new BestNetwork() : null;
        Growth = settings.Mask?.Update?.Growth == GrowthRules.Momentum ? new DenseMomentum(settings.Optimizer.Momentum) : null;
    }

    public Network Network { get; }

    /// <summary>Null where weights are not averaged.</summary>
    public WeightAverage? Average { get; }

    /// <summary>What the stage has to show: the averaged network once there is one, else the one that is trained.</summary>
    public Network Shown => Average?.Network ?? Network;

    public SgdMomentum Optimizer { get; }

    /// <summary>Null where gradients are taken of the loss as it is.</summary>
    public LossScale? Scale { get; }

    /// <summary>Scores from gradients since the last cut; empty when no criterion needs them.</summary>
    public ScoreAverage Scores { get; }

    public RandomScores RandomScores { get; }

    /// <summary>Times of the network's layers, measured once a stage; null when no cut asks for them.</summary>
    public LatencyTable? Latency { get; set; }

    public SparseMask? Mask { get; private init; }

    /// <summary>What a mask that grows by momentum goes by; null for every other.</summary>
    public DenseMomentum? Growth { get; }

    public TicketSearch? Ticket { get; }

    /// <summary>Null where no epoch's network is kept but the last.</summary>
    public BestNetwork? Best { get; }

    public int EpochsDone { get; private set; }

    /// <summary>Of the epoch under way.</summary>
    public int BatchesDone { get; private set; }

    /// <summary>Of the epoch under way.</summary>
    public RunningTotals Totals { get; }

    /// <summary>Batches done in this stage.</summary>
    public long Step { get; private set; }

    /// <summary>Multiply-accumulates that training has spent in this stage.</summary>
    public double Macs { get; private set; }

    public List<EpochValue> History { get; } = [];

    /// <param name="network">Taken over.</param>
    /// <param name="scored">The mask, where it was chosen by scores; null: the settings say all.</param>
    public static TrainingState Begin(TrainingSettings settings, Network network, string stageKey, SparseMask? scored = null)
    {
        var state = new TrainingState(settings, network, stageKey)
        {
            Mask = scored ?? (settings.Mask is { } mask ? InitialMask.Of(mask, network, stageKey) : null),
        };
        state.ApplyMask();
        return state;
    }

    /// <exception cref="InvalidDataException">The checkpoint does not fit the settings.</exception>
    public static TrainingState Resume(TrainingSettings settings, Checkpoint checkpoint, Device device)
    {
        var network = NetworkTensors.Restore(checkpoint.Blueprint, checkpoint.Section(NetworkSection), device, ScalarType.Float32);
        var mask = checkpoint.Section(MaskSection);
        if (mask.Count > 0 != settings.Mask is not null)
            throw new InvalidDataException("the checkpoint's mask is not that of the settings");
        var state = new TrainingState(settings, network, checkpoint.Facts.StageKey)
        {
            Mask = settings.Mask is null ? null : SparseMask.Restore(network.PrunableWeights, mask),
            EpochsDone = checkpoint.Facts.EpochsDone,
            BatchesDone = checkpoint.Facts.BatchesDone,
            Step = checkpoint.Facts.Step,
            Macs = checkpoint.Facts.Macs,
        };
        state.Optimizer.Restore(On(device, checkpoint.Section(MomentumSection)));
        state.Scale?.Restore(checkpoint.Section(ScaleSection));
        state.Growth?.Restore(On(device, checkpoint.Section(GrowthSection)));
        state.Scores.Restore(On(device, checkpoint.Section(ScoreSection)));
        if (checkpoint.Section(LatencySection).TryGetValue(LatencyTableName, out var table))
            state.Latency = LatencyTable.FromJson(Encoding.UTF8.GetString([.. table.data<byte>()]));
        if (state.BatchesDone > 0) state.Totals.Restore(checkpoint.Section(TotalsSection));
        if (checkpoint.Section(AveragedSection).TryGetValue(AveragedSection, out var averaged))
            state.Average?.Restore(
                NetworkTensors.Restore(checkpoint.Blueprint, checkpoint.Section(AverageSection), device, ScalarType.Float32), averaged.item<int>());
        state.History.AddRange(checkpoint.Facts.History);
        if (state.Best is { } best && state.EpochsDone > 0)
            best.Restore(state.History, NetworkTensors.Restore(checkpoint.Blueprint, checkpoint.Section(BestSection), device, ScalarType.Float32));
        state.Ticket?.Restore(checkpoint);
        return state;
    }

    /// <param name="macs">Multiply-accumulates that the batch took.</param>
    public void BatchEnded(double macs)
    {
        Macs += macs;
        BatchesDone++;
        Step++;
    }

    /// <param name="metrics">What the epoch reports.</param>
    public void EpochEnded(IEnumerable<KeyValuePair<string, double>> metrics)
    {
        EpochsDone++;
        BatchesDone = 0;
        Totals.Restart();
        History.AddRange(metrics.Select(m => new EpochValue(EpochsDone, m.Key, m.Value)));
    }

    public WrittenFile Save(string path, string stageKey)
    {
        using var scope = NewDisposeScope();
        var sections = new Dictionary<string, IReadOnlyDictionary<string, Tensor>>
        {
            [NetworkSection] = NetworkTensors.Of(Network),
            [MomentumSection] = Optimizer.Buffers.ToDictionary(),
            [MaskSection] = SavedMasks(),
            [ScoreSection] = Scores.State,
            [GrowthSection] = Growth?.Buffers ?? new Dictionary<string, Tensor>(),
        };
        if (Scale is { } scale) sections.Add(ScaleSection, scale.State);
        Ticket?.Save(sections);
        if (Latency is { } table)
            sections.Add(LatencySection, new Dictionary<string, Tensor> { [LatencyTableName] = tensor(Encoding.UTF8.GetBytes(table.ToJson())) });
        if (Best?.Network is { } best) sections.Add(BestSection, NetworkTensors.Of(best));
        if (Average is { Network: { } mean, Count: var count })
        {
            sections.Add(AverageSection, NetworkTensors.Of(mean));
            sections.Add(AveragedSection, new Dictionary<string, Tensor> { [AveragedSection] = tensor(count, ScalarType.Int32) });
        }
        if (BatchesDone > 0) sections.Add(TotalsSection, Totals.State);
        return Checkpoint.Write(path, new CheckpointFacts(stageKey, EpochsDone, Step, History, BatchesDone, Macs), Network.Blueprint, sections);
    }

    /// <returns>uint8 in the shape of each masked weight; empty without a mask. In the current dispose scope.</returns>
    public Dictionary<string, Tensor> SavedMasks() =>
        (Mask?.Saved ?? []).ToDictionary(m => m.Name, m => m.Flags.reshape(Network.Parameters[m.Name].shape), StringComparer.Ordinal);

    /// <summary>What the stage's file holds beside the network: in the state's keeping.</summary>
    /// <param name="cost">Of the training, as notes.</param>
    /// <param name="passedOn">Networks that the file is to hold as well.</param>
    public NetworkFileExtras Extras(IEnumerable<KeyValuePair<string, string>> cost, IEnumerable<KeyValuePair<string, Network>> passedOn)
    {
        var notes = new Dictionary<string, string>(cost, StringComparer.Ordinal);
        var others = new Dictionary<string, Network>(passedOn, StringComparer.Ordinal);
        Ticket?.AddTo(others, notes, EpochsDone);
        if (Best?.Network is { } best)
        {
            others.Add(OtherNetworks.Best, best);
            notes.Add(FileNotes.BestEpoch, Best.Epoch.ToString(CultureInfo.InvariantCulture));
        }
        return new() { LatencyTable = Latency?.ToJson(), Others = others, Notes = notes };
    }

    /// <summary>What a step of descent changes.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Descended()
    {
        if (Network.Grouped is not { } grouped)
            return Network.Parameters.Concat(Optimizer.Buffers.Select(buffer => KeyValuePair.Create($"{MomentumSection}/{buffer.Key}", buffer.Value)));
        var all = new Dictionary<string, Tensor> { [NetworkSection] = grouped.Buffer };
        if (Optimizer.Grouped(grouped.Layout) is { } momentum) all.Add(MomentumSection, momentum);
        return all;
    }

    public void ApplyMask()
    {
        if (Network.Grouped is { } grouped) Mask?.Apply(grouped, Optimizer.Grouped(grouped.Layout));
        else Mask?.Apply(Weight, Momentum);
    }

    public Tensor Weight(string name) => Network.Parameters[name];

    public Tensor? Momentum(string name) => Optimizer.Buffers.TryGetValue(name, out var buffer) ? buffer : null;

    public void Dispose()
    {
        Network.Dispose();
        Average?.Dispose();
        Optimizer.Dispose();
        Scale?.Dispose();
        Totals.Dispose();
        Scores.Dispose();
        Growth?.Dispose();
        RandomScores.Dispose();
        Mask?.Dispose();
        Best?.Dispose();
        Ticket?.Dispose();
    }

    private static Dictionary<string, Tensor> On(Device device, Dictionary<string, Tensor> tensors) =>
        tensors.ToDictionary(t => t.Key, t => t.Value.to(device), StringComparer.Ordinal);
}
