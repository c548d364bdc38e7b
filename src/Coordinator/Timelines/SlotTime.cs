namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>Seconds of slots by what they went to.</summary>
internal sealed class SlotTime
{
    private readonly double[] _seconds = new double[Enum.GetValues<SlotShare>().Length];

    /// <summary>Slots times the wall time of their runs.</summary>
    public double Whole { get; private set; }

    public double this[SlotShare share] => _seconds[(int)share];

    public double Attributed => _seconds.Sum();

    /// <summary>Of all slots of a sweep in all its runs.</summary>
    public static SlotTime Of(SweepTimeline timeline, SlotPieces pieces)
    {
        var time = new SlotTime();
        foreach (var run in timeline.Runs)
        {
            foreach (var slot in run.Slots)
            {
                time.Whole += run.Time.Length.TotalSeconds;
                foreach (var piece in pieces.Of(slot, run.Time)) time.Add(piece);
            }
        }
        return time;
    }

    /// <summary>What the phases do not tell of is of the stage's own kind: training, or evaluating.</summary>
    private void Add(SlotPiece piece)
    {
        var seconds = piece.Time.Length.TotalSeconds;
        if (piece.Attempt is { IsLost: false, Phases: { } phases } attempt)
        {
            // An attempt may have gone on after its run, of which this is a part then.
            var part = seconds / Math.Max(attempt.Length.TotalSeconds, Math.Max(phases.Sum, 1e-9));
            _seconds[(int)SlotShare.Load] += phases.Load * part;
            _seconds[(int)SlotShare.Checkpoint] += phases.Checkpoint * part;
            seconds -= (phases.Load + phases.Checkpoint) * part;
        }
        _seconds[(int)piece.Share] += seconds;
    }
}
