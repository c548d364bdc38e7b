using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// Targeted FAB (Croce and Hein, ICML 2020): looks for the nearest point of another class, along projections onto the linearised boundary between
/// the label and the target. It starts at the image and draws nothing. An iteration is two forward passes and one backward pass.
/// </summary>
internal sealed class Fab
{
    private const double LargestPull = 0.1;
    private const double Overshoot = 1.05;
    private const double Backward = 0.9;
    private const double SmallestNorm = 1e-8;

    /// <summary>Iterations between two looks at which images are done.</summary>
    private const int Interval = 10;

    private readonly AttackContext _context;
    private readonly Held _held;
    private readonly StandingImages _standing;
    private Tensor _current;
    private Tensor _nearest;
    private Tensor _distance;

    private Fab(AttackContext context, AttackedImages images, Held held)
    {
        (_context, _held, _standing) = (context, held, new StandingImages(images, held));
        (_current, _nearest) = (images.Images.clone(), images.Images.clone());
        _distance = full_like(images.Labels, double.PositiveInfinity, images.Images.dtype);
    }

    /// <param name="images">With targets.</param>
    /// <param name="watch">Called before every iteration with the points of the images that are worked on.</param>
    /// <returns>Broken is an image with a point of another class within the ball; the point is the nearest one found until it was seen to be broken.</returns>
    public static AttackFindings Attack(AttackContext context, AttackedImages images, int iterations, Action<Tensor>? watch = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var run = new Fab(context, images, new Held(scope));
        for (var i = 0; i < iterations && run._standing.Current.Count > 0; i++)
        {
            watch?.Invoke(run._current);
            run.Step();
            if (i % Interval == Interval - 1 || i == iterations - 1) run.Look();
        }
        return run._standing.Finish();
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        var (clean, ball) = (_standing.Current.Images, _context.Ball);
        var (boundary, gradient, _) = _context.Evaluate(_current, _standing.Current, AttackLosses.TargetedMargin);
        var normal = gradient.flatten(1);
        // <w, x - v> + f, as products of whole images would cancel to their last digits.
        var cleanExcess = normal.mul(clean.sub(_current).flatten(1)).sum(dim: 1).add(boundary);
        var ofCurrent = PlaneAndBox.Shift(ball, _current.flatten(1), normal, boundary).reshape(clean.shape);
        var ofClean = PlaneAndBox.Shift(ball, clean.flatten(1), normal, cleanExcess).reshape(clean.shape);
        var (near, far) = (ball.Size(ofCurrent).clamp_min(SmallestNorm), ball.Size(ofClean).clamp_min(SmallestNorm));
        var pull = near.div(near.add(far)).clamp_max(LargestPull).reshape(-1, 1, 1, 1);
        var next = _current.add(ofCurrent.mul(Overshoot)).mul(pull.neg().add(1)).add(clean.add(ofClean.mul(Overshoot)).mul(pull)).clamp_(0, 1);
        var wrong = AttackContext.Wrong(_context.Logits(next), _standing.Current);
        var distance = ball.Distance(clean, next);
        var nearer = wrong.logical_and(distance.lt(_distance));
        _nearest = _held.Next(_nearest, where(nearer.reshape(-1, 1, 1, 1), next, _nearest));
        _distance = _held.Next(_distance, where(nearer, distance, _distance));
        _current = _held.Next(_current, where(wrong.reshape(-1, 1, 1, 1), clean.add(next.sub(clean).mul(Backward)), next));
    }

    private void Look()
    {
        using var scope = NewDisposeScope();
        _standing.Note(_distance.le(_context.Ball.Epsilon), _nearest);
        if (_standing.Drop() is { } kept)
        {
            _current = _held.At(_current, kept);
            _nearest = _held.At(_nearest, kept);
            _distance = _held.At(_distance, kept);
        }
        _context.Tick();
    }
}
