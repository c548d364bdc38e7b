using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// Auto-PGD (Croce and Hein, ICML 2020): ascent with momentum whose step, from 2 epsilon, is halved for an image where it no longer helps, from the
/// best point. An iteration is one forward and one backward pass and does not wait for the device; a checkpoint does, once, and drops broken images.
/// </summary>
internal sealed class Apgd
{
    private const double Momentum = 0.75;
    private const double RisesAskedFor = 0.75;

    private readonly AttackContext _context;
    private readonly AttackLoss _loss;
    private readonly Held _held;
    private readonly StandingImages _standing;
    private Tensor _previous;
    private Tensor _current;
    private Tensor _gradient;
    private Tensor _best;
    private Tensor _bestGradient;
    private Tensor _bestLoss;
    private Tensor _checkedLoss;
    private Tensor _lastLoss;
    private Tensor _rises;
    private Tensor _stepSize;
    private Tensor _halved;

    private Apgd(AttackContext context, AttackedImages images, Tensor start, AttackLoss loss, Held held)
    {
        (_context, _loss, _held, _standing) = (context, loss, held, new StandingImages(images, held));
        var first = context.Evaluate(start, images, loss);
        _standing.Note(first.Wrong, start);
        NoGradient = context.Ball.Size(first.Gradient).eq(0);
        (_previous, _current, _best) = (start.clone(), start.clone(), start.clone());
        (_gradient, _bestGradient) = (first.Gradient, first.Gradient.clone());
        (_bestLoss, _checkedLoss) = (first.Losses, first.Losses.clone());
        // As in the reference, the first iteration's loss is compared with 0 and not with the start's.
        _lastLoss = zeros_like(first.Losses);
        _rises = zeros_like(first.Losses);
        _stepSize = full_like(first.Losses, 2 * context.Ball.Epsilon).reshape(-1, 1, 1, 1);
        _halved = ones_like(first.Wrong);
    }

    private Tensor NoGradient { get; }

    /// <param name="start">Where to begin: of the shape of the images, within the ball and [0, 1].</param>
    /// <param name="watch">Called after every iteration with the points of the images that are worked on and their losses.</param>
    public static AttackFindings Attack(
        AttackContext context, AttackedImages images, Tensor start, AttackLoss loss, int iterations, Action<Tensor, Tensor>? watch = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var run = new Apgd(context, images, start, loss, new Held(scope));
        var windows = ApgdSchedule.Windows(iterations);
        for (int i = 0, window = 0, inWindow = 0; i < iterations && run._standing.Current.Count > 0; i++)
        {
            run.Step(i == 0 ? 1 : Momentum);
            watch?.Invoke(run._current, run._lastLoss);
            if (window == windows.Count || ++inWindow < windows[window]) continue;
            run.Checkpoint(windows[window++]);
            inWindow = 0;
        }
        return run._standing.Finish(run.NoGradient);
    }

    private void Step(double weight)
    {
        using var scope = NewDisposeScope();
        var (images, ball) = (_standing.Current, _context.Ball);
        var ascended = ball.Project(images.Images, _current.add(ball.Steepest(_gradient).mul(_stepSize)));
        var next = ball.Project(
            images.Images, _current.add(ascended.sub(_current).mul(weight)).add(_current.sub(_previous).mul(1 - weight)));
        var point = _context.Evaluate(next, images, _loss);
        _standing.Note(point.Wrong, next);
        var better = point.Losses.gt(_bestLoss);
        var betterImages = better.reshape(-1, 1, 1, 1);
        _best = _held.Next(_best, where(betterImages, next, _best));
        _bestGradient = _held.Next(_bestGradient, where(betterImages, point.Gradient, _bestGradient));
        _bestLoss = _held.Next(_bestLoss, where(better, point.Losses, _bestLoss));
        _rises = _held.Next(_rises, _rises.add(point.Losses.gt(_lastLoss)));
        _lastLoss = _held.Next(_lastLoss, point.Losses);
        _gradient = _held.Next(_gradient, point.Gradient);
        _previous.Dispose();
        (_previous, _current) = (_current, next.MoveToOuterDisposeScope());
    }

    private void Checkpoint(int length)
    {
        using var scope = NewDisposeScope();
        var stalled = _halved.logical_not().logical_and(_checkedLoss.ge(_bestLoss));
        var halve = _rises.le(RisesAskedFor * length).logical_or(stalled);
        var images = halve.reshape(-1, 1, 1, 1);
        _stepSize = _held.Next(_stepSize, where(images, _stepSize.mul(0.5), _stepSize));
        _current = _held.Next(_current, where(images, _best, _current));
        _gradient = _held.Next(_gradient, where(images, _bestGradient, _gradient));
        _checkedLoss = _held.Next(_checkedLoss, _bestLoss.clone());
        _rises = _held.Next(_rises, zeros_like(_rises));
        _halved = _held.Next(_halved, halve);
        if (_standing.Drop() is { } kept) KeepAt(kept);
        _context.Tick();
    }

    private void KeepAt(Tensor kept)
    {
        using var scope = NewDisposeScope();
        _previous = _held.At(_previous, kept);
        _current = _held.At(_current, kept);
        _gradient = _held.At(_gradient, kept);
        _best = _held.At(_best, kept);
        _bestGradient = _held.At(_bestGradient, kept);
        _bestLoss = _held.At(_bestLoss, kept);
        _checkedLoss = _held.At(_checkedLoss, kept);
        _lastLoss = _held.At(_lastLoss, kept);
        _rises = _held.At(_rises, kept);
        _stepSize = _held.At(_stepSize, kept);
        _halved = _held.At(_halved, kept);
    }
}
