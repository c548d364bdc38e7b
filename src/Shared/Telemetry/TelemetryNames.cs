namespace AdaSapSweep.Shared.Telemetry;

/// <summary>Names of sources, which are names of meters as well; also the default service names.</summary>
public static class TelemetrySources
{
    public const string Coordinator = "AdaSapSweep.Coordinator";
    public const string GpuActor = "AdaSapSweep.GpuActor";

    public static readonly IReadOnlyList<string> All = [Coordinator, GpuActor];
}

/// <summary>Attributes of spans and logs. Ids belong here and never on a metric, where each value would make a series of its own.</summary>
public static class TelemetryAttributes
{
    public const string SweepName = "adasap.sweep.name";
    public const string TrialId = "adasap.trial.id";
    public const string TrialNumber = "adasap.trial.number";
    public const string TrialState = "adasap.trial.state";
    public const string TrialAxes = "adasap.trial.axes";
    public const string Method = "adasap.method";
    public const string StageKey = "adasap.stage.key";
    public const string StageKind = "adasap.stage.kind";
    public const string StageState = "adasap.stage.state";
    public const string Attempt = "adasap.attempt";
    public const string Slot = "adasap.slot";
    public const string Device = "adasap.device";
    public const string Epoch = "adasap.epoch";
    public const string Outcome = "adasap.outcome";

    /// <summary>The outcome of an attempt that did not fail; else it is the word that the store has for the kind of failure.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>OpenTelemetry's name for the class of an error; here the word that the store has for the kind of failure.</summary>
    public const string ErrorType = "error.type";

    public const string FailureReason = "adasap.failure.reason";
    public const string Measurement = "adasap.measurement";

    /// <summary>True for a span that was lost with its process and is told as the store has it.</summary>
    public const string FromStore = "adasap.from_store";

    /// <summary>Share of the trials that are traced, from 0 to 1.</summary>
    public const string SampledShare = "adasap.sampled_share";

    /// <summary>Trials of the plan.</summary>
    public const string Trials = "adasap.trials";

    /// <summary>Stages of the plan.</summary>
    public const string Stages = "adasap.stages";

    /// <summary>Number of the sweep's run, from 1.</summary>
    public const string Run = "adasap.run";

    /// <summary>Names of the slots that a run had, separated by commas.</summary>
    public const string Slots = "adasap.slots";

    /// <summary>One of <see cref="StagePhaseNames"/>.</summary>
    public const string Phase = "adasap.phase";

    /// <summary>Seconds that an attempt spent in a phase, all its spells together.</summary>
    public static string SecondsIn(string phase) => $"adasap.phase.{phase}.seconds";
}

/// <summary>Names of spans.</summary>
public static class SpanNames
{
    /// <summary>One run of a sweep; those after the first one lie below it.</summary>
    public const string Sweep = "sweep";

    /// <summary>From reading the sweep file to the first order.</summary>
    public const string Plan = "plan";

    public const string Trial = "trial";

    /// <summary>An attempt, followed by the kind of its stage.</summary>
    public const string Stage = "stage ";
}

/// <summary>Names of span events.</summary>
public static class TelemetryEvents
{
    public const string Epoch = "epoch";
    public const string Checkpoint = "checkpoint";
    public const string Pruning = "pruning";
    public const string Retry = "retry";

    /// <summary>A slot lost a stage: its process ended, it was silent for too long, or stood still.</summary>
    public const string LeaseLost = "lease lost";

    /// <summary>So much more happened that the rest is left out.</summary>
    public const string More = "more";
}
