using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// Carlini and Wagner's l2 attack (S&amp;P 2017), untargeted: looks for the nearest image that is named wrong. In each search step Adam lowers
/// |x' - x|^2 + c max(z_y - max of the others + confidence, 0) over x' = (tanh(w) + 1) / 2; c is then bisected, image by image.
/// </summary>
internal sealed class CarliniWagner
{
    private const double LearningRate = 0.01;
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double AdamEpsilon = 1e-8;

    /// <summary>Keeps arctanh finite at 0 and 1.</summary>
    private const double Inside = 0.999999;

    /// <summary>A search step ends for an image whose loss has not come below this share of the last one looked at.</summary>
    private const double Progress = 0.999999;

    private const int Looks = 10;
    private const double NoUpperBound = 1e9;

    private readonly AttackContext _context;
    private readonly AttackedImages _images;
    private readonly CarliniWagnerEffort _effort;
    private readonly Held _held;
    private readonly Tensor _origin;
    private readonly Tensor _centre;
    private Tensor _constant;
    private Tensor _lower;
    private Tensor _upper;
    private Tensor _nearest;
    private Tensor _distance;

    private CarliniWagner(AttackContext context, AttackedImages images, CarliniWagnerEffort effort, Held held)
    {
        (_context, _images, _effort, _held) = (context, images, effort, held);
        _origin = images.Images.mul(2).sub(1).mul(Inside).atanh();
        _centre = Pixels(_origin);
        _lower = zeros_like(images.Labels, images.Images.dtype);
        _upper = _lower.add(NoUpperBound * 10);
        _constant = _lower.add(effort.Constant);
        _distance = _lower.add(double.PositiveInfinity);
        _nearest = images.Images.clone();
    }

    /// <returns>Broken is an image with a wrong point within the ball's radius; the point is the nearest wrong one found, wherever that is.</returns>
    /// <exception cref="ArgumentException">The ball is not one of l2.</exception>
    public static AttackFindings Attack(AttackContext context, AttackedImages images, CarliniWagnerEffort? effort = null)
    {
        if (context.Ball.IsLInf) throw new ArgumentException("this attack is one in l2", nameof(context));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var run = new CarliniWagner(context, images, effort ?? new(), new Held(scope));
        for (var step = 0; step < run._effort.SearchSteps; step++) run.Search();
        var broken = context.Ball.Distance(images.Images, run._nearest).le(context.Ball.Epsilon).logical_and(run._distance.isfinite());
        return new AttackFindings(broken.MoveToOuterDisposeScope(), run._nearest.MoveToOuterDisposeScope(), null);
    }

    private void Search()
    {
        using var scope = NewDisposeScope();
        var held = new Held(scope);
        var (w, first, second) = (zeros_like(_origin), zeros_like(_origin), zeros_like(_origin));
        var active = ones_like(_images.Labels, ScalarType.Bool);
        var succeeded = active.logical_not();
        var before = _constant.mul(0).add(double.PositiveInfinity);
        var interval = Math.Max(_effort.Iterations / Looks, 1);
        for (var i = 0; i < _effort.Iterations; i++)
        {
            using var iteration = NewDisposeScope();
            var (points, squares, losses, gradient, wrong) = Evaluate(w);
            if (i % interval == 0)
            {
                active = held.Next(active, active.logical_and(losses.le(before.mul(Progress))));
                before = held.Next(before, losses);
                _context.Tick();
                if (!active.any().cpu().item<bool>()) break;
            }
            var hit = wrong.logical_and(active);
            var nearer = hit.logical_and(squares.lt(_distance));
            _nearest = _held.Next(_nearest, where(nearer.reshape(-1, 1, 1, 1), points, _nearest));
            _distance = _held.Next(_distance, where(nearer, squares, _distance));
            succeeded = held.Next(succeeded, succeeded.logical_or(hit));
            first = held.Next(first, first.mul(FirstDecay).add(gradient.mul(1 - FirstDecay)));
            second = held.Next(second, second.mul(SecondDecay).add(gradient.square().mul(1 - SecondDecay)));
            var root = second.div(1 - Math.Pow(SecondDecay, i + 1)).sqrt().add(AdamEpsilon);
            w = held.Next(w, w.sub(first.div(1 - Math.Pow(FirstDecay, i + 1)).mul(LearningRate).div(root)));
        }
        Bisect(succeeded);
    }

    private (Tensor Points, Tensor Squares, Tensor Losses, Tensor Gradient, Tensor Wrong) Evaluate(Tensor w)
    {
        using var scope = NewDisposeScope();
        using var enabled = enable_grad();
        var input = w.detach().requires_grad_();
        var points = Pixels(_origin.add(input));
        var logits = _context.Logits(points);
        var margin = AttackLosses.Margin(logits, _images).neg().add(_effort.Confidence);
        var squares = points.sub(_centre).square().flatten(1).sum(dim: 1);
        var losses = squares.add(_constant.mul(margin.clamp_min(0)));
        var gradient = ImageGradient.Of(losses.sum(), input);
        var wrong = _effort.Confidence == 0 ? AttackContext.Wrong(logits, _images) : margin.detach().lt(0);
        return (points.detach().MoveToOuterDisposeScope(), squares.detach().MoveToOuterDisposeScope(), losses.detach().MoveToOuterDisposeScope(),
            gradient.MoveToOuterDisposeScope(), wrong.MoveToOuterDisposeScope());
    }

    /// <summary>Half way to the other bound; ten times as large while there is no upper one.</summary>
    private void Bisect(Tensor succeeded)
    {
        using var scope = NewDisposeScope();
        _upper = _held.Next(_upper, where(succeeded, _upper.minimum(_constant), _upper));
        _lower = _held.Next(_lower, where(succeeded, _lower, _lower.maximum(_constant)));
        var next = where(_upper.lt(NoUpperBound), _lower.add(_upper).mul(0.5), _constant.mul(10));
        _constant = _held.Next(_constant, next);
    }

    private static Tensor Pixels(Tensor w) => w.tanh().mul(0.5).add(0.5);
}

/// <summary>How hard Carlini and Wagner's attack tries.</summary>
internal sealed record CarliniWagnerEffort
{
    public int SearchSteps { get; init; } = 9;

    /// <summary>Most steps of Adam in a search step.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>First weight of the margin.</summary>
    public double Constant { get; init; } = 1e-3;

    /// <summary>By how much another logit must lead; 0: a wrong name is enough.</summary>
    public double Confidence { get; init; }
}
