namespace AdaSapSweep.Stages;

/// <summary>The settings of one stage: an immutable record whose canonical JSON is part of the stage key.</summary>
public interface IStageSettings
{
    DataSettings Data { get; }

    string Architecture { get; }

    /// <summary>A word of <see cref="Precisions"/>; null: <see cref="Precisions.Full"/>.</summary>
    string? Precision { get; }
}
