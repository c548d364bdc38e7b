using AdaSapSweep.Training.Corruptions;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>The four attacks of AutoAttack's standard version, in its order.</summary>
internal enum AutoAttackPart
{
    /// <summary>APGD on the cross-entropy.</summary>
    ApgdCe,

    /// <summary>APGD on the targeted difference of logits ratio, target by target.</summary>
    ApgdT,

    /// <summary>Targeted FAB, target by target.</summary>
    FabT,

    Square,
}

/// <summary>Runs one attack of AutoAttack with draws that follow from the seed, the attack, the target's rank and the number of the image.</summary>
internal static class AutoAttackParts
{
    /// <summary>Queries of Square between two looks at which images are broken.</summary>
    private const int SquareInterval = 50;

    /// <summary>Fewest classes that the targeted ratio, and the untargeted one, are defined for.</summary>
    private const int TargetedRatioClasses = 4;

    private const int RatioClasses = 3;

    public static AttackFindings Run(AutoAttackPart part, AttackContext context, AttackedImages images, AutoAttackEffort effort) => part switch
    {
        AutoAttackPart.ApgdCe => Apgd.Attack(context, images, Start(context, images, part, 0), AttackLosses.CrossEntropy, effort.Iterations),
        AutoAttackPart.ApgdT => RatioAttack(context, images, effort),
        AutoAttackPart.FabT => OverTargets(context, images, effort, (current, _) => Fab.Attack(context, current, effort.Iterations)),
        AutoAttackPart.Square => Square.Attack(context, images, new CountedSquareDraws(Draws(context, images, part, 0)), effort.Queries, SquareInterval),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "not a part of AutoAttack"),
    };

    private static AttackFindings RatioAttack(AttackContext context, AttackedImages images, AutoAttackEffort effort)
    {
        const AutoAttackPart Part = AutoAttackPart.ApgdT;
        long classes;
        using (NewDisposeScope())
        using (no_grad())
            classes = context.Logits(images.Images.narrow(0, 0, 1)).shape[1];
        return classes >= TargetedRatioClasses
            ? OverTargets(context, images, effort, (current, rank) =>
                Apgd.Attack(context, current, Start(context, current, Part, rank), AttackLosses.TargetedDlr, effort.Iterations))
            : Apgd.Attack(
                context, images, Start(context, images, Part, 0), classes == RatioClasses ? AttackLosses.Dlr : AttackLosses.Margin, effort.Iterations);
    }

    /// <summary>Target by target, each on the images that the ones before left standing. Any wrong class counts.</summary>
    private static AttackFindings OverTargets(
        AttackContext context, AttackedImages images, AutoAttackEffort effort, Func<AttackedImages, int, AttackFindings> attack)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var held = new Held(scope);
        var standing = new StandingImages(images, held);
        var ranked = held.Keep(Ranked(context, images, effort.Targets));
        Tensor? noGradient = null;
        for (var rank = 0; rank < ranked.shape[1] && standing.Current.Count > 0; rank++)
        {
            using var round = NewDisposeScope();
            var found = attack(standing.Current with { Targets = ranked.select(1, rank) }, rank);
            if (found.NoGradient is { } none) noGradient = noGradient is null ? held.Keep(none) : held.Next(noGradient, none.logical_and(noGradient));
            standing.Note(found.Broken, found.Images);
            if (standing.Drop() is not { } kept) continue;
            ranked = held.At(ranked, kept);
            if (noGradient is not null) noGradient = held.At(noGradient, kept);
        }
        return standing.Finish(noGradient is null ? null : standing.Spread(noGradient));
    }

    /// <summary>Wrong classes by falling clean logit: int64 (n, targets).</summary>
    private static Tensor Ranked(AttackContext context, AttackedImages images, int targets)
    {
        using var scope = NewDisposeScope();
        var logits = context.Logits(images.Images);
        var label = arange(logits.shape[1], ScalarType.Int64, logits.device).unsqueeze(0).eq(images.Labels.unsqueeze(1));
        var others = logits.masked_fill(label, double.NegativeInfinity);
        return others.topk((int)Math.Min(targets, logits.shape[1] - 1)).indexes.MoveToOuterDisposeScope();
    }

    private static Tensor Start(AttackContext context, AttackedImages images, AutoAttackPart part, int rank) =>
        AttackStarts.Apgd(context.Ball, images.Images, Draws(context, images, part, rank));

    private static ImageDraws Draws(AttackContext context, AttackedImages images, AutoAttackPart part, int rank) =>
        ImageDraws.For(context.Seed, (int)part, rank, images.Numbers);
}
