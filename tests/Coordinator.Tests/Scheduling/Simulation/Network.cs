using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>
/// Carries messages between the coordinator and the slots: in order within one direction of one slot, at most once, late, or, as a new
/// line may repeat what the old one still delivers, a second time.
/// </summary>
internal sealed class Network(Timeline time, Chance chance, Weather weather)
{
    private const int SlowestMessage = 300;
    private const int LatestMessage = 25_000;

    private readonly Dictionary<(SlotId Slot, bool Up), long> _last = [];
    private readonly Dictionary<SlotId, Cut> _cuts = [];

    public void CutOff(SlotId slot, long milliseconds) => _cuts[slot] = new(time.Now + milliseconds, chance.Percent(50));

    public bool IsCut(SlotId slot) => _cuts.TryGetValue(slot, out var cut) && cut.Until > time.Now;

    /// <param name="up">From the slot to the coordinator.</param>
    public void Send(SlotId slot, bool up, Action deliver)
    {
        var stormy = time.Now < weather.StormUntil;
        var cut = IsCut(slot) ? _cuts[slot] : null;
        if (cut is { Drops: true } || (stormy && chance.Percent(weather.LossPercent))) return;
        var at = Math.Max(cut?.Until ?? 0, time.Now + (chance.Percent(70) ? 1 : chance.Between(1, SlowestMessage)));
        at = Math.Max(at, _last.GetValueOrDefault((slot, up)));
        _last[(slot, up)] = at;
        time.At(at, deliver);
        if (stormy && chance.Percent(weather.LatePercent)) time.At(at + chance.Between(1, LatestMessage), deliver);
    }

    /// <param name="Drops">Whether messages are lost while it lasts, else they wait.</param>
    private sealed record Cut(long Until, bool Drops);
}
