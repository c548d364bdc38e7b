using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// Square (Andriushchenko, Croce, Flammarion and Hein, ECCV 2020): random search that changes a square window at a time and keeps what lowers the
/// margin of the label. It takes no gradient, so it sees what gradients hide. A query is one forward pass.
/// </summary>
internal sealed class Square
{
    private const double FirstShare = 0.8;

    /// <summary>Queries after which the share of the changed pixels is halved.</summary>
    private static readonly int[] Halvings = [10, 50, 200, 500, 1000, 2000, 4000];

    private readonly AttackContext _context;
    private readonly Held _held;
    private readonly StandingImages _standing;
    private SquareDraws _draws;
    private Tensor _current;
    private Tensor _least;
    private Tensor? _bump;

    private Square(AttackContext context, AttackedImages images, SquareDraws draws, Held held)
    {
        (_context, _draws, _held, _standing) = (context, draws, held, new StandingImages(images, held));
        using var scope = NewDisposeScope();
        _current = held.Keep(context.Ball.IsLInf ? SquareLInf.Start(images.Images, context.Ball, draws) : SquareL2.Start(images.Images, context.Ball, draws));
        _least = held.Keep(Query(_current));
    }

    /// <param name="interval">Queries between two looks at which images are broken; each waits for the device.</param>
    /// <param name="watch">Called after every query with the margins so far of the images that are worked on.</param>
    /// <exception cref="ArgumentException">An l2 ball around images of a side below 5.</exception>
    public static AttackFindings Attack(
        AttackContext context, AttackedImages images, SquareDraws draws, int queries, int interval, Action<Tensor>? watch = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var run = new Square(context, images, draws, new Held(scope));
        run.Look();
        watch?.Invoke(run._least);
        for (var i = 0; i < queries && run._standing.Current.Count > 0; i++)
        {
            run.Step(i);
            watch?.Invoke(run._least);
            if (i % interval == interval - 1) run.Look();
        }
        return run._standing.Finish();
    }

    /// <summary>Side of the window in a query, counted from 0.</summary>
    public static long Side(Ball ball, int query, long height, long width)
    {
        var share = FirstShare / (1 << Halvings.Count(last => query > last));
        var side = (long)Math.Round(Math.Sqrt(share * height * width), MidpointRounding.ToEven);
        if (ball.IsLInf) return Math.Min(Math.Max(side, 1), Math.Min(height, width));
        side = Math.Max(side, 3);
        return Math.Min(side + (side % 2 == 0 ? 1 : 0), Math.Min(height, width));
    }

    private void Step(int query)
    {
        using var scope = NewDisposeScope();
        var (images, ball) = (_standing.Current.Images, _context.Ball);
        var side = Side(ball, query, images.shape[2], images.shape[3]);
        var next = ball.IsLInf ? SquareLInf.Change(images, _current, ball, side, _draws) : SquareL2.Change(images, _current, ball, BumpOf(side), _draws);
        var margin = Query(next);
        var better = margin.lt(_least);
        var taken = better.logical_or(margin.le(0)).reshape(-1, 1, 1, 1);
        _current = _held.Next(_current, where(taken, next, _current));
        _least = _held.Next(_least, where(better, margin, _least));
    }

    /// <summary>Copied to the device once for all queries of a side.</summary>
    private Tensor BumpOf(long side)
    {
        if (_bump?.shape[2] == side) return _bump;
        _bump?.Dispose();
        return _bump = _held.Keep(SquareL2.BumpOn(side, _current));
    }

    /// <summary>z_y less the largest of the others.</summary>
    private Tensor Query(Tensor points)
    {
        var logits = _context.Logits(points);
        _standing.Note(AttackContext.Wrong(logits, _standing.Current), points);
        return AttackLosses.Margin(logits, _standing.Current).neg();
    }

    private void Look()
    {
        using var scope = NewDisposeScope();
        if (_standing.Drop() is { } kept)
        {
            _draws = _draws.At(kept, _held);
            _current = _held.At(_current, kept);
            _least = _held.At(_least, kept);
        }
        _context.Tick();
    }
}
