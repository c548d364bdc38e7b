using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// Which images of a batch an attack has not broken yet. Finds are noted on the device; only <see cref="Drop"/> waits for it, and takes the broken
/// images out of the work. The point that counts is the first found, so it does not depend on when images are dropped.
/// </summary>
internal sealed class StandingImages
{
    private readonly Held _held;
    private readonly Tensor _allBroken;
    private readonly Tensor _allPoints;
    private Tensor _places;
    private Tensor _broken;
    private Tensor _points;

    public StandingImages(AttackedImages images, Held held)
    {
        (Current, _held) = (images, held);
        _allBroken = zeros(new[] { images.Count }, ScalarType.Bool, images.Images.device);
        _allPoints = images.Images.clone();
        _places = arange(images.Count, ScalarType.Int64, images.Images.device);
        _broken = _allBroken.clone();
        _points = _allPoints.clone();
    }

    /// <summary>The images that are still worked on.</summary>
    public AttackedImages Current { get; private set; }

    /// <param name="hits">bool (current): the network is wrong at the point.</param>
    /// <param name="points">Of the shape of the current images.</param>
    public void Note(Tensor hits, Tensor points)
    {
        using var scope = NewDisposeScope();
        var fresh = hits.logical_and(_broken.logical_not());
        _points = _held.Next(_points, where(fresh.reshape(-1, 1, 1, 1), points, _points));
        _broken = _held.Next(_broken, _broken.logical_or(hits));
    }

    /// <summary>Takes the broken images out. It waits for the device once.</summary>
    /// <returns>Places, among the images before, of those that stay; null: all of them do.</returns>
    public Tensor? Drop()
    {
        using var scope = NewDisposeScope();
        var kept = _broken.logical_not().nonzero().reshape(-1);
        if (kept.shape[0] == Current.Count) return null;
        Write();
        Current = _held.Keep(Current.At(kept));
        _places = _held.At(_places, kept);
        _broken = _held.At(_broken, kept);
        _points = _held.At(_points, kept);
        return kept.MoveToOuterDisposeScope();
    }

    /// <summary>bool (n) of the whole batch from that of the current images; false for those dropped.</summary>
    public Tensor Spread(Tensor current) => zeros_like(_allBroken).index_copy_(0, _places, current);

    /// <summary>The result for the whole batch; its tensors are moved out of the current dispose scope.</summary>
    public AttackFindings Finish(Tensor? noGradient = null)
    {
        if (Current.Count > 0) Write();
        return new AttackFindings(_allBroken.MoveToOuterDisposeScope(), _allPoints.MoveToOuterDisposeScope(), noGradient?.MoveToOuterDisposeScope());
    }

    private void Write()
    {
        _allBroken.index_copy_(0, _places, _broken);
        _allPoints.index_copy_(0, _places, _points);
    }
}

/// <summary>What an attack found. The holder disposes the tensors.</summary>
/// <param name="Broken">bool (n).</param>
/// <param name="Images">The adversarial image where there is one, else the clean one.</param>
/// <param name="NoGradient">bool (n): the gradient at the start was all zero; null: the attack takes none, or none at a start.</param>
internal readonly record struct AttackFindings(Tensor Broken, Tensor Images, Tensor? NoGradient) : IDisposable
{
    public void Dispose()
    {
        Broken.Dispose();
        Images.Dispose();
        NoGradient?.Dispose();
    }
}
