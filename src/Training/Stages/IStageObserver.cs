namespace AdaSapSweep.Training.Stages;

/// <summary>Hears what a stage does, on the stage's own thread. Calls are frequent; they must return at once and not throw.</summary>
public interface IStageObserver
{
    /// <summary>Images are being read or weights scored for a mask before the first step, or images looked at between two epochs, which is work too.</summary>
    /// <param name="images">So many so far.</param>
    void Prepared(long images);

    /// <param name="step">Batches done in this stage, resumed ones included; an evaluation counts its own.</param>
    void Stepped(long step);

    /// <summary>An epoch is over and its checkpoint is on the disk.</summary>
    /// <param name="epoch">From 1 within the stage.</param>
    /// <param name="metrics">By name; see <see cref="EpochMetrics"/>.</param>
    void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics);

    /// <summary>The stage does something else from now on.</summary>
    /// <param name="phase">One of <see cref="StagePhases"/>.</param>
    void Entered(string phase)
    {
        // For those who measure.
    }

    /// <param name="name">One of <see cref="StageEvents"/>.</param>
    void Happened(string name, IReadOnlyDictionary<string, object> facts);
}
