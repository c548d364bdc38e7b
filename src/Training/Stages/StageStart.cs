using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Stages;

/// <summary>Where a training stage begins: at its own checkpoint, else at its parent's network, else, or when it is told to, at random weights.</summary>
internal static class StageStart
{
    public static TrainingState Of(TrainingSettings settings, StageInputs inputs, ImageData data) =>
        FromCheckpoint(settings, inputs, data) ?? Begin(settings, NetworkOf(settings, inputs, data), inputs, data);

    /// <exception cref="InvalidDataException">The parent's file is damaged, or its network is not of this stage's kind.</exception>
    public static Network FromParent(string parent, IStageSettings settings, StageInputs inputs, ImageData data)
    {
        var ticket = (settings as TrainingSettings)?.Ticket;
        var network = ticket is { } sparsity ? TicketNetwork.Read(parent, sparsity, inputs.Device) : NetworkFile.Read(parent, inputs.Device);
        if (network.Blueprint.Architecture == settings.Architecture && network.Blueprint.Classes == data.Classes) return network;
        var found = $"{network.Blueprint.Architecture} with {network.Blueprint.Classes} classes";
        network.Dispose();
        throw new InvalidDataException($"the parent is a {found}; this stage asks for {settings.Architecture} with {data.Classes}");
    }

    private static TrainingState Begin(TrainingSettings settings, Network network, StageInputs inputs, ImageData data)
    {
        try
        {
            return TrainingState.Begin(settings, network, inputs.StageKey, InitialMask.ByScores(settings, network, inputs, data));
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static Network NetworkOf(TrainingSettings settings, StageInputs inputs, ImageData data) => inputs.ParentFile is { } parent && settings.FreshStart != true
        ? FromParent(parent, settings, inputs, data)
        : Network.Create(BlueprintOf(settings, data), settings.Seed, inputs.Device);

    private static Blueprint BlueprintOf(TrainingSettings settings, ImageData data)
    {
        var whole = NetworkCatalog.Blueprint(
            settings.Architecture, data.Classes, new InputNormalisation(data.Mean.ToArray(), data.Deviation.ToArray()),
            Stems.Choose(settings.Stem, settings.Architecture, data.Side));
        return settings.NarrowedLike is { } sparsity ? Narrowing.Like(whole, sparsity) : whole;
    }

    private static TrainingState? FromCheckpoint(TrainingSettings settings, StageInputs inputs, ImageData data)
    {
        if (!File.Exists(inputs.CheckpointFile)) return null;
        try
        {
            using var checkpoint = Checkpoint.Read(inputs.CheckpointFile);
            if (checkpoint.Facts.StageKey != inputs.StageKey) throw new InvalidDataException("it belongs to another stage");
            RequirePosition(checkpoint.Facts, BatchOrder.BatchesPerEpoch(data.Count, settings.BatchSize));
            var state = TrainingState.Resume(settings, checkpoint, inputs.Device);
            inputs.Observer.Happened(StageEvents.Resumed, StageEvents.Position(state));
            return state;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException)
        {
            // The stage is only slower without it: it starts over.
            inputs.Observer.Happened(StageEvents.CheckpointIgnored, new Dictionary<string, object> { ["reason"] = error.Message });
            return null;
        }
    }

    private static void RequirePosition(CheckpointFacts facts, int batchesPerEpoch)
    {
        // All batches done and the epoch not: it was stopped in its validation.
        if (facts.BatchesDone > batchesPerEpoch || facts.Step != (long)facts.EpochsDone * batchesPerEpoch + facts.BatchesDone)
            throw new InvalidDataException($"step {facts.Step} is not batch {facts.BatchesDone} of {batchesPerEpoch} after {facts.EpochsDone} epochs");
    }
}
