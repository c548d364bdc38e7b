using static TorchSharp.torch;

namespace AdaSapSweep.Training.Optimizers;

/// <summary>
/// What a loss is multiplied by before its gradient is taken in float16, below whose smallest numbers gradients fall. As torch.cuda.amp.GradScaler: 65,536 at first,
/// twice as much after 2,000 steps in a row whose gradients were finite, half as much after one without, and that one changes nothing. All of it stays on the device.
/// </summary>
internal sealed class LossScale : IDisposable
{
    private const float Initial = 65_536;
    private const int Interval = 2000;
    private const double Growth = 2;
    private const double Backoff = 0.5;
    private const string ScaleName = "scale";
    private const string StepsName = "steps";

    private readonly int _interval;
    private readonly Tensor _scale;
    private readonly Tensor _steps;

    public LossScale(Device device, int interval = Interval)
    {
        _interval = interval;
        _scale = full([1], Initial, ScalarType.Float32, device).DetachFromDisposeScope();
        _steps = zeros([1], ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <summary>The factor, and the steps in a row since it changed: what a checkpoint keeps.</summary>
    public IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor> { [ScaleName] = _scale, [StepsName] = _steps };

    /// <summary>bool: whether all gradients of the step under way were finite. In its dispose scope; null before its first ones.</summary>
    public Tensor? Finite { get; private set; }

    public Tensor Scaled(Tensor loss) => loss.mul(_scale);

    /// <param name="gradients">Of a scaled loss, float32.</param>
    /// <returns>Those of the loss itself, in new tensors; numbers that are not finite are zero, so that a mask which grows by gradients goes by the others.</returns>
    public Tensor[] Unscaled(IReadOnlyList<Tensor> gradients)
    {
        using var noGrad = no_grad();
        var all = cat([.. gradients.Select(g => g.flatten())]);
        var finite = all.isfinite().all();
        Finite = Finite?.logical_and(finite) ?? finite;
        var own = all.div(_scale).nan_to_num_(0, 0, 0);
        var (views, place) = (new Tensor[gradients.Count], 0L);
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = own.narrow(0, place, gradients[i].numel()).reshape(gradients[i].shape);
            place += gradients[i].numel();
        }
        return views;
    }

    /// <summary>Takes the step, takes it back where gradients since the last one were not all finite, and sets the factor for the next.</summary>
    /// <param name="changed">What the step changes, by name: asked before it and after it. What is there only afterwards was zero.</param>
    public void Step(Func<IEnumerable<KeyValuePair<string, Tensor>>> changed, Action step)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var finite = Finite ?? throw new InvalidOperationException("a step has gradients");
        var before = changed().ToDictionary(t => t.Key, t => t.Value.clone(), StringComparer.Ordinal);
        step();
        foreach (var (name, after) in changed()) after.copy_(where(finite, after, before.GetValueOrDefault(name) ?? zeros_like(after)));
        SetFor(finite);
        Finite = null;
    }

    /// <summary>Waits for the device.</summary>
    public double Read() => _scale.item<float>();

    /// <exception cref="InvalidDataException">A number is missing or of another kind.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var noGrad = no_grad();
        foreach (var (name, own) in State)
        {
            if (!state.TryGetValue(name, out var found) || found.dtype != own.dtype || found.numel() != 1) throw new InvalidDataException($"the loss's scale has no '{name}'");
            own.copy_(found);
        }
    }

    public void Dispose()
    {
        _scale.Dispose();
        _steps.Dispose();
    }

    private void SetFor(Tensor finite)
    {
        var steps = _steps.add(1);
        var (isDue, larger) = (steps.ge(_interval), _scale.mul(Growth));
        _scale.copy_(where(finite, where(isDue.logical_and(larger.isfinite()), larger, _scale), _scale.mul(Backoff)));
        _steps.copy_(where(finite.logical_and(isDue.logical_not()), steps, zeros_like(steps)));
    }
}
