using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>
/// Work of a stage in forward passes of one image through the dense network, weighted by its MACs against resnet20's. A backward pass counts as two, so a step costs
/// 3 an image, a sharpness-aware step 6, and a k-step attack 2k on top (it needs no gradient of the weights). TRADES passes each image clean and attacked, and once more before the attack; a teacher costs 1. Removed
/// channels and masks are not credited: the estimate orders stages and tells how far a sweep is, no more.
/// </summary>
public static class WorkEstimate
{
    /// <param name="shiftedImages">Of the second test set.</param>
    public static double Of(IStageSettings settings, LocatedDataSet data, int shiftedImages = 0) => NetworkSizes.PassesOfResNet20(settings) * settings switch
    {
        TrainingSettings training => training.Epochs * Of(training, data.TrainImages),
        EvaluationSettings evaluation => Of(evaluation, data.TestImages) + shiftedImages,
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.GetType().Name, "not the settings of a stage"),
    };

    /// <summary>An epoch, with what is held out and only looked at after it.</summary>
    private static double Of(TrainingSettings training, int images)
    {
        var held = Math.Min(training.Data.ValidationImages ?? 0, images);
        var looks = training.Validation is { } validation ? (double)held * (1 + (validation.Attack is { } attack ? 2 * attack.Steps + 1 : 0)) : 0;
        return (double)(images - held) * StepOf(training) + looks;
    }

    private static int StepOf(TrainingSettings training) =>
        ((training.Perturbation is null ? 3 : 6) * (training.TradesBeta is null ? 1 : 2)) + (2 * (training.Attack?.Steps ?? 0)) + (training.TradesBeta is null ? 0 : 1)
        + (training.Distillation?.Standard is null ? 0 : 1) + (training.Distillation?.Robust is null ? 0 : 1);

    private static double Of(EvaluationSettings evaluation, int testImages)
    {
        var attacked = (double)Math.Min(testImages, evaluation.AttackImages ?? testImages);
        AttackSettings?[] attacks = [evaluation.Attack, evaluation.Fgsm, evaluation.Cw];
        var corrupted = Math.Min(testImages, evaluation.CorruptionImages ?? testImages);
        var corruptions = (evaluation.Corruptions?.Count ?? 0) * (evaluation.Severities?.Count ?? 0);
        return testImages + Others(evaluation, testImages) + Of(evaluation.Sharpness, testImages) + Of(evaluation.AutoAttack, testImages) + (attacked * attacks.Sum(attack => attack is null ? 0 : (2 * attack.Steps) + 1)) + ((double)corrupted * corruptions);
    }

    /// <summary>The best epoch's network on the test images, and training images: both clean and under the attacks.</summary>
    private static double Others(EvaluationSettings evaluation, int testImages)
    {
        AttackSettings?[] attacks = [evaluation.Attack, evaluation.Fgsm, evaluation.Cw];
        var passes = attacks.Sum(attack => attack is null ? 0.0 : (2 * attack.Steps) + 1);
        var best = evaluation.Best == true ? testImages + passes * Math.Min(testImages, evaluation.AttackImages ?? testImages) + Of(evaluation.AutoAttack, testImages) : 0;
        return best + (evaluation.TrainingImages ?? 0) * (1 + passes);
    }

    /// <summary>An image that stands to the end costs 7,857 forward passes and 1,910 backward ones of two each; about half the images fall early.</summary>
    private static double Of(AutoAttackSettings? attack, int testImages)
    {
        const double UsualPasses = 6000;
        return attack is null ? 0 : Math.Min(testImages, attack.Images ?? testImages) * UsualPasses;
    }

    /// <summary>A gradient costs 3 passes, a product with the Hessian 6; the power iteration mostly settles in a fraction of its rounds.</summary>
    private static double Of(SharpnessSettings? sharpness, int testImages)
    {
        if (sharpness is null) return 0;
        const int UsualRounds = 20;
        var images = Math.Min(testImages, sharpness.Images ?? testImages);
        return images * ((3.0 * (sharpness.Steps + 1 ?? 0)) + (6.0 * Math.Min(sharpness.Rounds ?? 0, UsualRounds)));
    }
}
