using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>
/// Teachers, and stages that imitate them. A stage has one parent, so teachers travel down the path in the files: robust teacher, standard teacher,
/// student. Neither of them depends on a sparsity, so all sparsities share them; the robust one is the dense baseline itself.
/// </summary>
internal static class DistillationParts
{
    private const double UsualStandardWeight = 0.1;
    private const double UsualRobustWeight = 0.6;
    private const double UsualTemperature = 2;

    public static readonly IReadOnlyList<string> Keys = [.. DistillationKeys.All.Select(setting => setting.Name)];

    /// <summary>The first stages of a method whose own stage is of another kind than these.</summary>
    public static IReadOnlyList<RecipeStage> Teachers { get; } =
    [
        new(StageKinds.AdversarialTrain, trial => HasRobust(trial.Settings) ? RobustTeacher(trial) : null),
        new(StageKinds.TeacherTrain, StandardTeacher),
    ];

    /// <summary>The training stages of a method that trains a dense network on attacked images: the same kind as the robust teacher, so a student is of another.</summary>
    /// <param name="own">The method's stage, without teachers.</param>
    public static IReadOnlyList<RecipeStage> Dense(Func<RecipeInput, TrainingSettings> own) =>
    [
        new(StageKinds.AdversarialTrain, trial => !IsAsked(trial.Settings) ? own(trial) : HasRobust(trial.Settings) ? RobustTeacher(trial) : null),
        new(StageKinds.TeacherTrain, StandardTeacher),
        new(StageKinds.DistilledTrain, trial => IsAsked(trial.Settings) ? Student(trial, own(trial)) : null),
    ];

    /// <param name="fresh">It starts from random weights; else from its parent's.</param>
    /// <returns>The same with teachers, where there are any.</returns>
    public static TrainingSettings Student(RecipeInput trial, TrainingSettings training, bool fresh = true)
    {
        var settings = trial.Settings;
        if (!IsAsked(settings)) return training;
        var standard = HasStandard(settings) ? settings.Find("distillation_standard_weight")?.Number ?? UsualStandardWeight : (double?)null;
        var robust = HasRobust(settings) ? settings.Find("distillation_robust_weight")?.Number ?? UsualRobustWeight : (double?)null;
        return training with
        {
            FreshStart = fresh ? true : null,
            Distillation = new()
            {
                // Rounded, so that .1 and .6 leave .3 and not the nearest that binary fractions subtract to.
                Labels = Math.Max(0, Math.Round(1 - (standard ?? 0) - (robust ?? 0), 12)),
                Standard = standard,
                Robust = robust,
                Temperature = settings.Find("distillation_temperature")?.Number ?? UsualTemperature,
            },
        };
    }

    /// <summary>A stage between the teachers and the student that has to do with neither.</summary>
    /// <param name="training">From random weights.</param>
    public static TrainingSettings PassingOn(RecipeInput trial, TrainingSettings training)
    {
        var settings = trial.Settings;
        return !IsAsked(settings) ? training : training with
        {
            FreshStart = true,
            PassesOn = new([.. HasStandard(settings) ? new[] { TeacherNames.Standard } : [], .. HasRobust(settings) ? new[] { TeacherNames.Robust } : []]),
        };
    }

    /// <summary>The stage of <c>adversarial</c>, but for averaged weights, which teachers go without.</summary>
    private static TrainingSettings RobustTeacher(RecipeInput trial) => AdversarialParts.Training(trial, EpochsKey(trial.Settings)) with { SwaStart = null };

    private static TrainingSettings? StandardTeacher(RecipeInput trial)
    {
        var settings = trial.Settings;
        if (!HasStandard(settings)) return null;
        var teacher = StageParts.Training(trial, EpochsKey(settings)) with { Validation = StageParts.Validates(trial) ? new() { KeepBest = true } : null };
        return HasRobust(settings) ? teacher with { FreshStart = true, PassesOn = new([TeacherNames.Robust]) } : teacher;
    }

    private static string EpochsKey(SettingValues settings) => settings.Find("teacher_epochs") is null ? "epochs" : "teacher_epochs";

    private static bool IsAsked(SettingValues settings) => HasStandard(settings) || HasRobust(settings);

    private static bool HasStandard(SettingValues settings) => settings.Find("distillation")?.Word is Distillations.Standard or Distillations.Both;

    private static bool HasRobust(SettingValues settings) => settings.Find("distillation")?.Word is Distillations.Robust or Distillations.Both;
}
