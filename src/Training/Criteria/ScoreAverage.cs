using static TorchSharp.torch;

namespace AdaSapSweep.Training.Criteria;

/// <summary>
/// Mean of gradient scores over the batches since the last cut, and, when asked, with a share of what they were before it. Everything stays
/// on the device: a batch with a score that is not finite is skipped by multiplication, not by a question to the device.
/// </summary>
/// <param name="momentum">Weight of the mean before a cut, in (0, 1); null: a cut starts afresh (HALP), as its channels' shares have moved.</param>
public sealed class ScoreAverage(double? momentum = null) : IDisposable
{
    /// <summary>Entry of <see cref="State"/> with the number of batches counted.</summary>
    public const string CountName = "count";

    private const string PastPrefix = "before:";

    private readonly Dictionary<string, Tensor> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _past = new(StringComparer.Ordinal);

    /// <summary>Sums by group, the count, and what a cut left: what a checkpoint keeps. Empty before the first batch.</summary>
    public IReadOnlyDictionary<string, Tensor> State =>
        _sums.Concat(_past.Select(p => KeyValuePair.Create(PastPrefix + p.Key, p.Value))).ToDictionary(StringComparer.Ordinal);

    public bool IsEmpty => _sums.Count == 0;

    /// <param name="valid">bool: false where the gradients behind them were not all finite, so that the batch does not count. Null: the scores say it.</param>
    public void Add(IReadOnlyDictionary<string, Tensor> scores, Tensor? valid = null)
    {
        using var scope = NewDisposeScope();
        // All groups at once: each operation on a group alone costs a device as much.
        var all = cat([.. scores.Values]);
        var finite = all.isfinite().all();
        if (valid is not null) finite = finite.logical_and(valid);
        if (IsEmpty)
        {
            foreach (var (group, score) in scores) _sums.Add(group, zeros_like(score).DetachFromDisposeScope());
            _sums.Add(CountName, zeros_like(scores.Values.First().sum()).DetachFromDisposeScope());
        }
        var counted = where(finite, all, zeros_like(all));
        var start = 0L;
        foreach (var (group, score) in scores)
        {
            _sums[group].add_(counted.narrow(0, start, score.shape[0]));
            start += score.shape[0];
        }
        _sums[CountName].add_(finite.to(_sums[CountName].dtype));
    }

    /// <returns>By group: (channels).</returns>
    /// <exception cref="InvalidOperationException">No batch was added yet.</exception>
    public Dictionary<string, Tensor> Mean()
    {
        if (IsEmpty) throw new InvalidOperationException("there are no scores before the first batch");
        var count = _sums[CountName].clamp_min(1);
        return _sums.Where(s => s.Key != CountName).ToDictionary(
            s => s.Key, s => _past.TryGetValue(s.Key, out var past) ? past.mul(Kept).add(s.Value.div(count), 1 - Kept) : s.Value.div(count),
            StringComparer.Ordinal);
    }

    /// <summary>Forgets what it saw, as the channels that it speaks of are gone; or keeps the mean of those that stayed.</summary>
    /// <param name="removed">By group: indices before the cut.</param>
    public void Cut(IReadOnlyDictionary<string, IReadOnlyCollection<int>> removed)
    {
        using var scope = NewDisposeScope();
        var left = momentum is null || IsEmpty ? [] : Mean().ToDictionary(
            m => m.Key, m => (removed.TryGetValue(m.Key, out var gone) ? Without(m.Value, gone) : m.Value).DetachFromDisposeScope());
        Dispose();
        foreach (var (group, mean) in left) _past.Add(group, mean);
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        Dispose();
        foreach (var (name, tensor) in state)
        {
            var own = tensor.clone().DetachFromDisposeScope();
            if (name.StartsWith(PastPrefix, StringComparison.Ordinal)) _past.Add(name[PastPrefix.Length..], own);
            else _sums.Add(name, own);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _sums.Values.Concat(_past.Values)) tensor.Dispose();
        _sums.Clear();
        _past.Clear();
    }

    private double Kept => momentum ?? 0;

    private static Tensor Without(Tensor scores, IReadOnlyCollection<int> gone)
    {
        var kept = Enumerable.Range(0, (int)scores.shape[0]).Except(gone).Select(c => (long)c).ToArray();
        return scores.index_select(0, tensor(kept, [kept.Length], ScalarType.Int64).to(scores.device));
    }
}
