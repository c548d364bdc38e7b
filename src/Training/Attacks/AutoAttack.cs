using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// AutoAttack, standard version (Croce and Hein, ICML 2020): APGD-CE, APGD-T, FAB-T and Square one after the other, each from the clean images
/// and only on those that all before it left standing.
/// </summary>
internal static class AutoAttack
{
    /// <param name="numbers">Images of the set that the network gets right: only these are attacked.</param>
    /// <param name="batchSize">Most images worked on at a time.</param>
    /// <param name="load">The images of these numbers, in this order; they belong to the current dispose scope.</param>
    public static AutoAttackOutcome Run(
        AttackContext context, IReadOnlyList<int> numbers, int batchSize, Func<IReadOnlyList<int>, AttackedImages> load, AutoAttackEffort? effort = null)
    {
        var outcome = new AutoAttackOutcome();
        var standing = numbers;
        foreach (var part in Enum.GetValues<AutoAttackPart>())
        {
            List<int> left = [];
            foreach (var chunk in standing.Chunk(batchSize))
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                var images = load(chunk);
                var found = AutoAttackParts.Run(part, context, images, effort ?? new());
                left.AddRange(outcome.Read(chunk, Verified(context, images, found)));
                context.Tick();
            }
            outcome.Standing[part] = standing = left;
        }
        return outcome;
    }

    /// <summary>(4, n) in float32, 0 or 1: broken, found outside the ball, finite logits there, had no gradient.</summary>
    private static Tensor Verified(AttackContext context, AttackedImages images, AttackFindings found)
    {
        var logits = context.Logits(found.Images);
        var pixels = found.Images.flatten(1);
        var inside = context.Ball.Distance(images.Images, found.Images).le(context.Ball.Epsilon + context.Ball.Tolerance)
            .logical_and(pixels.ge(0).all(1)).logical_and(pixels.le(1).all(1));
        var wrong = found.Broken.logical_and(AttackContext.Wrong(logits, images));
        return stack(new[]
        {
            wrong.logical_and(inside), wrong.logical_and(inside.logical_not()), logits.isfinite().all(1), found.NoGradient ?? zeros_like(wrong),
        }).to(ScalarType.Float32);
    }
}

/// <summary>What AutoAttack left standing.</summary>
internal sealed class AutoAttackOutcome
{
    /// <summary>Parts that take gradients at a random start.</summary>
    private const int GradientParts = 2;

    private readonly Dictionary<int, int> _deaf = [];

    /// <summary>After each part, the numbers of the images that no part so far broke.</summary>
    public Dictionary<AutoAttackPart, IReadOnlyList<int>> Standing { get; } = [];

    public bool Finite { get; private set; } = true;

    /// <summary>Images that an attack broke at a point outside the ball or [0, 1]; they are not counted as broken.</summary>
    public int Outside { get; private set; }

    /// <summary>Images that stand although APGD never had a gradient at any of its starts.</summary>
    public int WithoutGradient => Standing[AutoAttackPart.Square].Count(i => _deaf.GetValueOrDefault(i) == GradientParts);

    /// <returns>The images that stay standing. It waits for the device.</returns>
    internal IEnumerable<int> Read(int[] numbers, Tensor verified)
    {
        var rows = verified.cpu().data<float>().ToArray();
        bool At(int row, int i) => rows[row * numbers.Length + i] > 0.5f;
        var left = new List<int>();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!At(0, i)) left.Add(numbers[i]);
            if (At(1, i)) Outside++;
            if (!At(2, i)) Finite = false;
            if (At(3, i)) _deaf[numbers[i]] = _deaf.GetValueOrDefault(numbers[i]) + 1;
        }
        return left;
    }
}
