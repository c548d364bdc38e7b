using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Hears nothing but what a heir listens to.</summary>
internal class SilentObserver : IStageObserver
{
    public virtual void Prepared(long images)
    {
    }

    public virtual void Stepped(long step)
    {
    }

    public virtual void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
    }

    public virtual void Entered(string phase)
    {
    }

    public virtual void Happened(string name, IReadOnlyDictionary<string, object> facts)
    {
    }
}
