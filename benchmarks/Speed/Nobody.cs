using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Hears nothing.</summary>
internal sealed class Nobody : IStageObserver
{
    public void Prepared(long images)
    {
    }

    public void Stepped(long step)
    {
    }

    public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
    }

    public void Happened(string name, IReadOnlyDictionary<string, object> facts)
    {
    }
}
