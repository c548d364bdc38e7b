using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>How a network did on images 0, 1, 2, ... of a set, image by image.</summary>
internal sealed class ScoredImages
{
    private readonly List<bool> _correct = [];
    private double _loss;

    public int Count => _correct.Count;

    /// <summary>No output was infinite or not a number.</summary>
    public bool Finite { get; private set; } = true;

    public double MeanLoss => _loss / Count;

    public double Accuracy => AccuracyOfFirst(Count);

    public bool IsCorrect(int image) => _correct[image];

    public double AccuracyOfFirst(int count) => _correct.Take(count).Count(correct => correct) / (double)count;

    /// <summary>Adds a batch. It waits for the device once.</summary>
    public void Add(Func<Tensor, Tensor> logits, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var outputs = logits(images).to(ScalarType.Float32);
        var correct = outputs.argmax(1).eq(labels).to(ScalarType.Float32);
        var loss = nn.functional.cross_entropy(outputs, labels, reduction: nn.Reduction.None);
        var finite = outputs.isfinite().all(1).to(ScalarType.Float32);
        var n = (int)labels.shape[0];
        var rows = stack(new[] { correct, loss, finite }).cpu().data<float>().ToArray();
        for (var i = 0; i < n; i++)
        {
            _correct.Add(rows[i] > 0.5f);
            _loss += rows[n + i];
            Finite &= rows[2 * n + i] > 0.5f;
        }
    }
}
