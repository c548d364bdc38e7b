using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Objectives;
using AdaSapSweep.Training.Optimizers;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Runs the epochs of a training stage, with a checkpoint after each and where it is stopped, and writes the network.</summary>
internal sealed class TrainingStage : IDisposable
{
    /// <summary>
    /// Steps between two looks at the loss within an epoch: seldom enough to cost nothing, often enough to stop a lost run.
    /// </summary>
    private const int StepsBetweenChecks = 50;

    private readonly TrainingSettings _settings;
    private readonly StageInputs _inputs;
    private readonly ImageData _data;
    private readonly TrainingState _state;
    private readonly TrainingStep _step;
    private readonly ChannelCuts? _cuts;
    private readonly MaskUpdates? _updates;
    private readonly Validation? _validation;
    private readonly TrainingCost _cost;
    private readonly WeightAveraging? _averaging;
    private long _savedStep;
    private long _savedAt;

    private TrainingStage(TrainingSettings settings, StageInputs inputs, ImageData data, ImageData? held, TrainingState state, Teachers? teachers)
    {
        (_settings, _inputs, _data, _state) = (settings, inputs, data, state);
        (_savedStep, _savedAt) = (state.Step, inputs.Time.GetTimestamp());
        _cost = new TrainingCost(settings, state.Network, state.Mask, data.Side);
        _step = new TrainingStep(settings, state, inputs.MicroBatches, teachers);
        var batches = BatchOrder.BatchesPerEpoch(data.Count, settings.BatchSize);
        var steps = (long)settings.Epochs * batches;
        if (settings.ChannelPruning is { } pruning) _cuts = new ChannelCuts(pruning, state, steps, data.Side, inputs.Observer, inputs.Stop);
        if (settings.Validation is { } validation)
            _validation = new Validation(validation, held ?? throw new ArgumentException("a stage that validates holds images out", nameof(settings)), settings.BatchSize, BetweenSteps);
        if (settings.Mask?.Update is { } update) _updates = new MaskUpdates(update, state, settings.Epochs, batches, inputs.StageKey, inputs.Observer);
        if (settings.SwaStart is not null) _averaging = new WeightAveraging(settings, state, data, inputs, BetweenSteps);
    }

    public static StageResult Run(TrainingSettings settings, StageInputs inputs)
    {
        if (settings.Epochs < 1) throw new ArgumentException("a stage trains for at least one epoch", nameof(settings));
        if (settings is { ChannelPruning: not null, Mask: not null })
            throw new ArgumentException("channels are not cut under a mask", nameof(settings));
        if (settings is { SwaStart: not null, ChannelPruning.Schedule: not PruningSchedules.AtStart } or { SwaStart: not null, TicketSearch: not null })
            throw new ArgumentException("weights are not averaged while channels are cut or a ticket is sought", nameof(settings));
        var watch = Stopwatch.StartNew();
        foreach (var file in new[] { inputs.CheckpointFile, inputs.OutputFile }) AtomicFile.Sweep(file, inputs.Time);
        using var scope = NewDisposeScope();
        // The mode belongs to the thread, and the caller may have left it off.
        using var grad = enable_grad();
        using (var split = TrainingImages.Of(settings.Data, inputs))
        using (var teachers = Teachers.Of(settings, inputs.ParentFile, split.Train.Classes, inputs.Device))
        using (var state = StageStart.Of(settings, inputs, split.Train))
        {
            using var stage = new TrainingStage(settings, inputs, split.Train, split.Held, state, teachers);
            using (Autocast.Use(settings.Precision)) stage.Train();
            var table = state.Latency?.ToJson();
            inputs.Observer.Entered(StagePhases.Checkpoint);
            using var passedOn = Teachers.PassedOn(settings, inputs.ParentFile);
            var written = NetworkFile.Write(inputs.OutputFile, state.Shown, state.SavedMasks(), state.Extras(stage.Spent(), passedOn?.ByName ?? []));
            return new StageResult(state.History, [], [], inputs.OutputFile, written.Sha256, written.Bytes, watch.Elapsed.TotalSeconds)
            {
                LatencyTable = table,
            };
        }
    }

    public void Dispose() => _step.Dispose();

    private void Train()
    {
        _inputs.Observer.Entered(StagePhases.Train);
        _cuts?.BeforeFirstStep();
        while (_state.EpochsDone < _settings.Epochs && _state.Ticket is not { Found: true })
        {
            var metrics = Epoch(_state.EpochsDone);
            _state.Best?.Look(_state.EpochsDone + 1, metrics, _state.Shown);
            if (CatastrophicOverfitting.Between(_state.History, metrics) is var (before, after))
                _inputs.Observer.Happened(
                    StageEvents.CatastrophicOverfitting, new Dictionary<string, object> { ["epoch"] = _state.EpochsDone + 1, ["before"] = before, ["after"] = after });
            _state.EpochEnded(metrics);
            Save();
            _inputs.Observer.EpochEnded(_state.EpochsDone, metrics);
        }
        foreach (var (sparsity, epoch) in _state.Ticket?.Tickets ?? [])
            _inputs.Observer.Happened(
                epoch > 0 ? StageEvents.TicketFound : StageEvents.TicketNotFound,
                new Dictionary<string, object> { ["sparsity"] = sparsity, ["epochs"] = epoch > 0 ? epoch : _state.EpochsDone });
    }

    /// <returns>What training took from random weights on, as notes for the file; none where the parent's file does not say what it took.</returns>
    private IEnumerable<KeyValuePair<string, string>> Spent()
    {
        var before = _inputs.ParentFile is { } parent ? NetworkFile.NotesOf(parent) : null;
        (string Name, double Macs)[] spent =
        [
            (FileNotes.TrainingMacs, _state.Macs), (FileNotes.TrainingMacsOfPaper, _cost.OfPaper((long)_state.EpochsDone * _data.Count)),
        ];
        foreach (var (name, macs) in spent)
        {
            var earlier = 0.0;
            if (before is not null && !double.TryParse(before.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out earlier)) continue;
            // A ticket that settled before the search ended did not take all of it.
            if (before is not null) earlier *= TicketNetwork.ShareOf(before, _settings.Ticket);
            yield return new(name, (earlier + macs).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private void Save()
    {
        _inputs.Observer.Entered(StagePhases.Checkpoint);
        var written = _state.Save(_inputs.CheckpointFile, _inputs.StageKey);
        _inputs.Observer.Entered(StagePhases.Train);
        (_savedStep, _savedAt) = (_state.Step, _inputs.Time.GetTimestamp());
        _inputs.Observer.Happened(StageEvents.CheckpointWritten, new Dictionary<string, object>(StageEvents.Position(_state)) { ["bytes"] = written.Bytes });
    }

    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    private void StopIfAsked()
    {
        if (!_inputs.Stop.IsCancellationRequested) return;
        try
        {
            if (_state.Step > _savedStep) Save();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever stops a stage does not want it to fail: the last checkpoint is older, no more.
            _inputs.Observer.Happened(StageEvents.CheckpointNotWritten, new Dictionary<string, object> { ["reason"] = error.Message });
        }
        throw new OperationCanceledException(_inputs.Stop);
    }

    private void Validate(Validation validation, OrderedDictionary<string, double> metrics)
    {
        _inputs.Observer.Entered(StagePhases.Evaluate);
        foreach (var (name, value) in validation.Measure(_state.Shown)) metrics[name] = value;
        _inputs.Observer.Entered(StagePhases.Train);
    }

    private void BetweenSteps(long images)
    {
        StopIfAsked();
        _inputs.Observer.Prepared(images);
    }

    /// <param name="index">From 0: seeds, the order of batches and the learning rate count so; people and files count epochs from 1.</param>
    private OrderedDictionary<string, double> Epoch(int index)
    {
        var order = new BatchOrder(_data.Count, _settings.BatchSize, StageSeeds.Of(_inputs.StageKey, StageSeeds.Order), index);
        double LearningRateOf(int batch) => LearningRate.Of(_settings.Optimizer, index, _settings.Epochs, batch, order.Count);
        using var numbers = order.On(_inputs.Device);
        using var draws = new EpochDraws(_settings, _data, _state.Network.Blueprint, StageSeeds.Of(_inputs.StageKey, StageSeeds.Epoch, index));
        for (var done = 0; done < _state.BatchesDone; done++) draws.Skip(order.SizeOf(done));
        for (var batch = _state.BatchesDone; batch < order.Count; batch++)
        {
            StopIfAsked();
            if (_inputs.Time.GetElapsedTime(_savedAt) >= _inputs.CheckpointInterval) Save();
            using var scope = NewDisposeScope();
            var gradients = _step.Run(_data.Batch(order.Slice(numbers, batch)), draws.Next(order.SizeOf(batch)), LearningRateOf(batch));
            _state.BatchEnded(_cost.OfStep(order.SizeOf(batch)));
            _cuts?.AfterStep();
            _updates?.AfterStep(gradients);
            if (_state.Step % StepsBetweenChecks == 0) _state.Totals.Read(index + 1);
            _inputs.Observer.Stepped(_state.Step);
        }
        _averaging?.AfterEpoch(index);
        return Metrics(index + 1, LearningRateOf(order.Count - 1));
    }

    private OrderedDictionary<string, double> Metrics(int epoch, double learningRate)
    {
        var (loss, accuracy) = _state.Totals.Read(epoch);
        RequireFiniteWeights(epoch);
        var metrics = new OrderedDictionary<string, double>
        {
            [EpochMetrics.Loss] = loss,
            [EpochMetrics.Accuracy] = accuracy,
            [EpochMetrics.LearningRate] = learningRate,
            [EpochMetrics.Parameters] = NetworkCosts.ParametersOf(_state.Network.Blueprint),
        };
        if (_state.Scale is { } scale) metrics[EpochMetrics.LossScale] = scale.Read();
        if (_cuts?.Reported is { } reported) metrics[reported.Name] = reported.Value;
        metrics[EpochMetrics.TrainingMacs] = _state.Macs;
        if (_state.Mask is { } mask)
        {
            metrics[EpochMetrics.Sparsity] = (double)mask.Zeros / mask.Count;
            metrics[EpochMetrics.SparseMacs] = _cost.MacsOfAnImage;
            if (_updates is not null)
                foreach (var name in mask.Names) metrics[EpochMetrics.LayerSparsity + name[..^".weight".Length]] = 1 - mask.DensityOf(name);
        }
        if (_validation is { } validation) Validate(validation, metrics);
        // After what may be stopped: an epoch's masks are taken once.
        if (_state.Ticket is { } ticket) metrics[EpochMetrics.MaskDistance] = ticket.Observe(epoch, _state.Network);
        return metrics;
    }

    private void RequireFiniteWeights(int epoch)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var finite = _state.Network.Parameters.Values.Concat(_state.Network.Statistics.Values)
            .Select(t => t.isfinite().all()).Aggregate((a, b) => a.logical_and(b));
        if (!finite.item<bool>()) throw new DivergedException($"a weight is not a finite number after epoch {epoch}");
    }
}
