using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Square in l2: tiles of bumps at first; then the budget of one window is moved into another, with a bump on top.</summary>
internal static class SquareL2
{
    private const int TilesASide = 5;

    public static Tensor Start(Tensor images, Ball ball, SquareDraws draws)
    {
        var (channels, height, width) = (images.shape[1], images.shape[2], images.shape[3]);
        var side = height / TilesASide;
        if (side == 0 || width < side) throw new ArgumentException($"Square in l2 needs images of side {TilesASide} and more, not {height} x {width}", nameof(images));
        var offset = (height - TilesASide * side) / 2;
        var delta = zeros_like(images);
        var bump = BumpOn(side, images);
        for (var row = offset; row < offset + height / side * side; row += side)
            for (var column = offset; column < offset + width / side * side; column += side)
            {
                var tile = Turned(bump, draws).mul(draws.Signs(images.dtype, channels, 1, 1));
                var (rows, columns) = (Math.Min(side, height - row), Math.Min(side, width - column));
                if (rows <= 0 || columns <= 0) continue;
                delta.narrow(2, row, rows).narrow(3, column, columns).copy_(tile.narrow(2, 0, rows).narrow(3, 0, columns));
            }
        return OnSphere(images, delta, ball);
    }

    /// <param name="bump">Of the window's side, from <see cref="BumpOn"/>.</param>
    public static Tensor Change(Tensor images, Tensor current, Ball ball, Tensor bump, SquareDraws draws)
    {
        var (n, channels, height, width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        var side = bump.shape[2];
        var first = Places(draws, side, height, width).expand(n, channels, side * side);
        var second = Places(draws, side, height, width).expand(n, channels, side * side);
        var delta = current.sub(images).flatten(2);
        var used = delta.flatten(1).norm(1).square().reshape(-1, 1, 1);
        var union = zeros_like(delta).scatter(2, first, ones_like(first).to(delta.dtype)).scatter(2, second, ones_like(second).to(delta.dtype));
        var inUnion = delta.square().mul(union).sum(dim: 2, keepdim: true);
        var old = delta.gather(2, first);
        var coloured = Turned(bump, draws).mul(draws.Signs(images.dtype, channels, 1, 1)).flatten(2);
        var shape = coloured.add(old.div(Norm(old).add(Ball.Tiny)));
        var budget = used.neg().add(ball.Epsilon * ball.Epsilon).clamp_min(0).div(channels).add(inUnion).sqrt();
        var moved = shape.div(Norm(shape).add(Ball.Tiny)).mul(budget);
        var next = delta.scatter(2, second, zeros_like(old)).scatter(2, first, moved);
        return OnSphere(images, next.reshape(images.shape), ball);
    }

    /// <summary>The bump as a tensor like the images: (1, 1, side, side).</summary>
    public static Tensor BumpOn(long side, Tensor images)
    {
        using var scope = NewDisposeScope();
        double[] values = [.. Bump((int)side).Cast<double>()];
        return tensor(values, [1, 1, side, side], ScalarType.Float64).to(images.dtype).to(images.device).MoveToOuterDisposeScope();
    }

    /// <summary>A hill beside a hole, (side, side), norm 1.</summary>
    public static double[,] Bump(int side)
    {
        var bump = new double[side, side];
        var above = side / 2;
        var (hill, hole) = (Cone(above, side), Cone(side - above, side));
        for (var row = 0; row < side; row++)
            for (var column = 0; column < side; column++)
                bump[row, column] = row < above ? hill[row, column] : -hole[row - above, column];
        return Unit(bump);
    }

    /// <summary>Nested squares around the middle, the q-th adding 1/(q+1)^2, (rows, columns), norm 1.</summary>
    public static double[,] Cone(int rows, int columns)
    {
        var cone = new double[rows, columns];
        for (var q = 0; q < Math.Max(rows / 2, columns / 2) + 1; q++)
            for (var row = Math.Max(rows / 2 - q, 0); row <= Math.Min(rows / 2 + q, rows - 1); row++)
                for (var column = Math.Max(columns / 2 - q, 0); column <= Math.Min(columns / 2 + q, columns - 1); column++)
                    cone[row, column] += 1.0 / ((q + 1) * (q + 1));
        return Unit(cone);
    }

    private static double[,] Unit(double[,] values)
    {
        var norm = Math.Sqrt(values.Cast<double>().Sum(v => v * v)) + Ball.Tiny;
        for (var row = 0; row < values.GetLength(0); row++)
            for (var column = 0; column < values.GetLength(1); column++) values[row, column] /= norm;
        return values;
    }

    /// <summary>A bump for each image, lying on its side or not: (n, 1, side, side).</summary>
    private static Tensor Turned(Tensor bump, SquareDraws draws) => where(draws.Coin().reshape(-1, 1, 1, 1), bump.transpose(2, 3), bump);

    /// <summary>Places in the flat image of a window for each image: int64 (n, 1, side^2).</summary>
    private static Tensor Places(SquareDraws draws, long side, long height, long width)
    {
        var (row, column) = (draws.Position(height - side + 1), draws.Position(width - side + 1));
        var steps = arange(side, ScalarType.Int64, row.device);
        return row.reshape(-1, 1, 1).add(steps.unsqueeze(1)).mul(width).add(column.reshape(-1, 1, 1).add(steps.unsqueeze(0))).reshape(-1, 1, side * side);
    }

    private static Tensor OnSphere(Tensor images, Tensor delta, Ball ball) =>
        images.add(delta.mul(ball.Epsilon).div(delta.flatten(1).norm(1).add(Ball.Tiny).reshape(-1, 1, 1, 1))).clamp_(0, 1);

    private static Tensor Norm(Tensor windows) => windows.square().sum(dim: 2, keepdim: true).sqrt();
}
