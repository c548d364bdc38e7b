namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>How a GPU actor process ends; whoever supervises it decides by this whether to start another.</summary>
public static class SlotExitCode
{
    /// <summary>Asked to stop, or without a coordinator for so long that it gave up waiting.</summary>
    public const int Done = 0;

    /// <summary>A wrong flag or a settings file that cannot be used: starting again would not help.</summary>
    public const int Usage = 2;

    /// <summary>The actor failed again and again, or another process has the slot.</summary>
    public const int GaveUp = 3;

    /// <summary>The training thread did not stop when it was told to.</summary>
    public const int Hung = 4;

    /// <summary>Its memory kept rising, or is needed by another one: a fresh process is wanted.</summary>
    public const int Recycle = 5;
}
