namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>What a slot's time goes to; at every moment exactly one of these.</summary>
internal enum SlotShare
{
    /// <summary>Steps of training, channel cuts included.</summary>
    Train,

    Evaluate,

    /// <summary>Writing checkpoints and finished networks.</summary>
    Checkpoint,

    /// <summary>Reading images, networks and checkpoints.</summary>
    Load,

    /// <summary>A stage was ready and the slot did not have it yet: hand-over, and the start of processes.</summary>
    Queue,

    /// <summary>All stages that were left waited for a parent.</summary>
    WaitForParent,

    /// <summary>Attempts that came to nothing, and waiting when the only stages that were ready had failed before.</summary>
    Retry,

    /// <summary>Nothing was left to do.</summary>
    Idle,
}
