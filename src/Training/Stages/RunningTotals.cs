using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Loss and accuracy of an epoch, summed on the device and read once at its end.</summary>
internal sealed class RunningTotals : IDisposable
{
    private const string LossName = "loss";
    private const string CorrectName = "correct";
    private const string ImagesName = "images";

    private readonly Tensor _loss;
    private readonly Tensor _correct;
    private long _images;

    public RunningTotals(Device device)
    {
        _loss = zeros([1], ScalarType.Float64, device).DetachFromDisposeScope();
        _correct = zeros([1], ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <summary>What a checkpoint within an epoch keeps. The number of images is in the current dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> State =>
        new Dictionary<string, Tensor> { [LossName] = _loss, [CorrectName] = _correct, [ImagesName] = tensor(_images, ScalarType.Int64) };

    /// <param name="loss">Mean over the images.</param>
    public void Add(Tensor loss, Tensor logits, Tensor labels)
    {
        using var noGrad = no_grad();
        var images = labels.shape[0];
        _loss.add_(loss.detach().to(ScalarType.Float64), images);
        _correct.add_(logits.detach().argmax(1).eq(labels).sum());
        _images += images;
    }

    /// <summary>Waits for the device.</summary>
    /// <exception cref="DivergedException">A batch had a loss that is no finite number.</exception>
    public (double Loss, double Accuracy) Read(int epoch)
    {
        var loss = _loss.item<double>() / _images;
        if (!double.IsFinite(loss))
            throw new DivergedException($"the training loss is {(double.IsNaN(loss) ? "not a number" : "infinite")} in epoch {epoch}");
        return (loss, (double)_correct.item<long>() / _images);
    }

    /// <summary>Forgets the epoch that is over.</summary>
    public void Restart()
    {
        using var noGrad = no_grad();
        _loss.zero_();
        _correct.zero_();
        _images = 0;
    }

    /// <exception cref="InvalidDataException">A number is missing or of another kind.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var noGrad = no_grad();
        _loss.copy_(Single(state, LossName, ScalarType.Float64));
        _correct.copy_(Single(state, CorrectName, ScalarType.Int64));
        _images = Single(state, ImagesName, ScalarType.Int64).item<long>();
    }

    private static Tensor Single(IReadOnlyDictionary<string, Tensor> state, string name, ScalarType type) =>
        state.TryGetValue(name, out var found) && found.dtype == type && found.numel() == 1
            ? found
            : throw new InvalidDataException($"the totals of the epoch have no '{name}'");

    public void Dispose()
    {
        _loss.Dispose();
        _correct.Dispose();
    }
}
