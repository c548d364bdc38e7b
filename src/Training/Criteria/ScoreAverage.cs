using static TorchSharp.torch;

namespace AdaSapSweep.Training.Criteria;

/// <summary>
/// Mean of gradient scores over the batches since the last cut. Everything stays on the device: a batch with a score that is not finite
/// is skipped by multiplication, not by a question to the device.
/// </summary>
public sealed class ScoreAverage : IDisposable
{
    /// <summary>Entry of <see cref="State"/> with the number of batches counted.</summary>
    public const string CountName = "count";

    private readonly Dictionary<string, Tensor> _state = new(StringComparer.Ordinal);

    /// <summary>Sums by group, and the count: what a checkpoint keeps. Empty before the first batch.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    public bool IsEmpty => _state.Count == 0;

    public void Add(IReadOnlyDictionary<string, Tensor> scores)
    {
        using var scope = NewDisposeScope();
        var finite = scores.Values.Select(s => s.isfinite().all()).Aggregate((a, b) => a.logical_and(b));
        if (IsEmpty)
        {
            foreach (var (group, score) in scores) _state.Add(group, zeros_like(score).DetachFromDisposeScope());
            _state.Add(CountName, zeros_like(scores.Values.First().sum()).DetachFromDisposeScope());
        }
        foreach (var (group, score) in scores) _state[group].add_(where(finite, score, zeros_like(score)));
        _state[CountName].add_(finite.to(_state[CountName].dtype));
    }

    /// <returns>By group: (channels).</returns>
    public Dictionary<string, Tensor> Mean()
    {
        var count = _state[CountName].clamp_min(1);
        return _state.Where(s => s.Key != CountName).ToDictionary(s => s.Key, s => s.Value.div(count), StringComparer.Ordinal);
    }

    /// <summary>Forgets what it saw, as the channels that it speaks of are gone.</summary>
    public void Restart()
    {
        foreach (var tensor in _state.Values) tensor.Dispose();
        _state.Clear();
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        Restart();
        foreach (var (name, tensor) in state) _state.Add(name, tensor.clone().DetachFromDisposeScope());
    }

    public void Dispose() => Restart();
}
