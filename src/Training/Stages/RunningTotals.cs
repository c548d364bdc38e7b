using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Loss and accuracy of an epoch, summed on the device and read once at its end.</summary>
internal sealed class RunningTotals : IDisposable
{
    private readonly Tensor _loss;
    private readonly Tensor _correct;
    private long _images;

    public RunningTotals(Device device)
    {
        _loss = zeros([1], ScalarType.Float64, device).DetachFromDisposeScope();
        _correct = zeros([1], ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <param name="loss">Mean over the batch.</param>
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

    public void Dispose()
    {
        _loss.Dispose();
        _correct.Dispose();
    }
}
