using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Recipes;

public sealed class TheRecipes
{
    public static TheoryData<string> Methods => [.. RecipeList.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public void UseEveryKeyThatTheyList(string method)
    {
        // A key that changes no stage would make an axis of equal trials.
        // Milestones need their schedule, the default criterion has no gradients to average, the default network has one form, nothing is timed
        // unasked, a random mask has no scores, nothing is validated without images held out, and a cycle, TRADES and teachers are asked for first.
        string[] withoutEffectAlone =
        [
            "milestones", "score_momentum", "stem", "latency_batch", "channel_multiple", "validation_attack_steps",
            "mask_images", "mask_images_per_class", "grasp_temperature", "synflow_rounds", "cyclic_peak", "trades_beta",
            "distillation_standard_weight", "distillation_robust_weight", "distillation_temperature", "teacher_epochs",
        ];
        foreach (var definition in GridSettings.LayoutOf(method).Definitions.Where(d => !withoutEffectAlone.Contains(d.Name)))
        {
            var (before, after) = (Stages(method, ""), Stages(method, $"{definition.Name}: {Other(definition)}"));
            Assert.False(before.SequenceEqual(after), definition.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void WriteSettingsThatReadBackTheSame(string method) =>
        Assert.All(Stages(method, "schedule: multistep"), s => Assert.Equal(s.Settings, StageJson.Read(s.Kind, StageJson.Write(s.Settings))));

    [Fact]
    public void OfAdaSap_GoThroughItsThreeSteps()
    {
        var stages = Stages("adasap", "criterion: taylor\n    rho_max: 0.2\n    size_ratio: 0.3\n    cuts: 4\n    learning_rate: 0.5");

        Assert.Equal(["pretrain", "adasap-adapt", "adasap-prune", "adasap-robust", "evaluate"], stages.Select(s => s.Kind));
        var training = stages.Take(4).Select(s => (TrainingSettings)s.Settings).ToList();
        Assert.Equal([0.5, 0.01, 0.01, 0.01], training.Select(t => t.Optimizer.LearningRate));
        Assert.Equal([30, 3, 9, 18], training.Select(t => t.Epochs));
        var adaptive = new PerturbationSettings
        {
            Metric = "asam",
            Normalisation = "neuron",
            RhoMin = 0.001,
            RhoMax = 0.2,
            Eta = 0.01,
            Scope = "layer",
            Criterion = "taylor",
        };
        var uniform = new PerturbationSettings { Metric = "asam", Normalisation = "global", RhoMin = 1, RhoMax = 1, Eta = 0.01 };
        Assert.Equal([null, adaptive, adaptive, uniform], training.Select(t => t.Perturbation));
        Assert.Equal(
            [null, null, new() { Criterion = "taylor", SizeRatio = 0.3, Cuts = 4, Schedule = "exponential" }, null],
            training.Select(t => t.ChannelPruning));
        Assert.Equal(0.3, ((EvaluationSettings)stages[^1].Settings).AskedSizeRatio);
    }

    [Fact]
    public void OfAdaSap_LeaveOutAStepOfNoEpochs() => Assert.Equal(
        ["pretrain", "adasap-prune", "evaluate"],
        Stages("adasap", "adapt_epochs: 0\n    robust_epochs: 0").Select(s => s.Kind));

    [Fact]
    public void OfAdaSap_WithEqualRadii_NeedNoScoresToPerturb()
    {
        var perturbation = ((TrainingSettings)Stages("adasap", "rho_min: 0.2\n    rho_max: 0.2")[1].Settings).Perturbation!;

        Assert.Equal((null, null), (perturbation.Criterion, perturbation.Scope));
    }

    [Theory]
    [InlineData("cuts: 3", 0.5, null, null, null)]
    [InlineData("size_ratio: 0.4", 0.4, null, null, null)]
    [InlineData("mac_ratio: 0.4\n    latency_batch: 7", null, 0.4, null, null)]
    [InlineData("latency_ratio: 0.4", null, null, 0.4, 32)]
    [InlineData("latency_ratio: 0.4\n    latency_batch: 7", null, null, 0.4, 7)]
    public void ThatPrune_KeepOneShareByOneMeasure(string lines, double? size, double? macs, double? latency, int? batch)
    {
        foreach (var method in new[] { "adasap", "asam-prune" })
        {
            var stages = Stages(method, lines);
            var (pruning, evaluation) = (((TrainingSettings)stages[2].Settings).ChannelPruning!, (EvaluationSettings)stages[^1].Settings);
            Assert.Equal((size, macs, latency, batch), (pruning.SizeRatio, pruning.MacRatio, pruning.LatencyRatio, pruning.LatencyBatch));
            Assert.Equal((size, macs, latency), (evaluation.AskedSizeRatio, evaluation.AskedMacRatio, evaluation.AskedLatencyRatio));
        }
    }

    [Fact]
    public void ThatPrune_TakeTheShareOfTheGridForThatOfAllGrids()
    {
        var file = Examples.Checked("name: a\ndata: { name: shapes }\ndefaults: { size_ratio: 0.3 }\ngrids: [{ method: adasap, mac_ratio: [0.5, 0.4] }, { method: adasap }]\n");

        var shares = file.Trials.Select(t => (t.Settings.Find("size_ratio")?.Number, t.Settings.Find("mac_ratio")?.Number));

        Assert.Equal([(null, 0.5), (null, 0.4), (0.3, null)], shares);
    }

    [Theory]
    [InlineData("group_reduction: default\n    score_normalisation: default\n    ranking: global\n    score_momentum: 0.9", null, null, null, null)]
    [InlineData("criterion: taylor\n    score_momentum: 0", null, null, null, null)]
    [InlineData("criterion: taylor\n    group_reduction: max\n    score_normalisation: none\n    score_momentum: 0.9", "max", "none", null, 0.9)]
    [InlineData("ranking: layer\n    score_normalisation: none", null, null, "layer", null)]
    [InlineData("criterion: random\n    group_reduction: max\n    score_momentum: 0.9", null, null, null, null)]
    public void ThatPrune_LeaveOutWhatMakesNoDifference(string lines, string? reduction, string? normalisation, string? ranking, double? momentum)
    {
        foreach (var method in new[] { "adasap", "sgd-prune" })
        {
            var pruning = ((TrainingSettings)Stages(method, lines)[2].Settings).ChannelPruning!;
            Assert.Equal(
                (reduction, normalisation, ranking, momentum),
                (pruning.GroupReduction, pruning.ScoreNormalisation, pruning.Ranking, pruning.ScoreMomentum));
        }
    }

    /// <summary>Whole bundles seldom meet a share exactly, so the share is not held against the outcome.</summary>
    [Theory]
    [InlineData(1, null, 0.5)]
    [InlineData(8, 8, null)]
    public void ThatPruneInBundles_AskForNoExactShare(int given, int? multiple, double? asked)
    {
        var stages = Stages("adasap", $"channel_multiple: {given}");

        Assert.Equal(multiple, ((TrainingSettings)stages[2].Settings).ChannelPruning!.Multiple);
        Assert.Equal(asked, ((EvaluationSettings)stages[^1].Settings).AskedSizeRatio);
    }

    [Theory]
    [InlineData("scope: layer\n    radius_order: unimportant\n    perturb: weights\n    uniform_perturb: weights", null, null)]
    [InlineData("radius_order: important\n    perturb: weights+bn", "important", "weights+bn")]
    [InlineData("radius_order: important\n    rho_min: 0.2\n    rho_max: 0.2", null, null)]
    public void OfAdaSap_LeaveOutWhatIsTheDefaultAnyway(string lines, string? order, string? perturb)
    {
        var perturbation = ((TrainingSettings)Stages("adasap", lines)[1].Settings).Perturbation!;

        Assert.Equal((order, perturb), (perturbation.RadiusOrder, perturbation.Perturb));
    }

    /// <summary>The comparison of the paper: equal epochs, equal rates, equal cuts, and nothing different but the step.</summary>
    [Theory]
    [InlineData("sgd-prune", null, 0)]
    [InlineData("sam-prune", "sam", 0.05)]
    [InlineData("asam-prune", "asam", 1)]
    public void OfAPruningBaseline_AreThoseOfAdaSapButForTheStep(string method, string? metric, double rho)
    {
        const string Lines = "criterion: taylor\n    size_ratio: 0.3\n    cuts: 4\n    adapt_epochs: 2\n    prune_epochs: 5\n    robust_epochs: 6";
        var (baseline, adasap) = (Stages(method, Lines), Stages("adasap", Lines));

        Assert.Equal(["pretrain", "dense-finetune", "channel-prune", "finetune", "evaluate"], baseline.Select(s => s.Kind));
        Assert.Equal((adasap[0], adasap[^1]), (baseline[0], baseline[^1]));
        var step = metric is null
            ? null
            : new PerturbationSettings { Metric = metric, Normalisation = "global", RhoMin = rho, RhoMax = rho, Eta = metric == "asam" ? 0.01 : 0, Perturb = "all" };
        foreach (var (own, other) in baseline.Zip(adasap).Skip(1).Take(3))
            Assert.Equal((TrainingSettings)other.Settings with { Perturbation = step }, own.Settings);
    }

    [Fact]
    public void OfAPruningBaseline_LeaveOutAStepOfNoEpochs() => Assert.Equal(
        ["pretrain", "channel-prune", "evaluate"],
        Stages("sam-prune", "adapt_epochs: 0\n    robust_epochs: 0").Select(s => s.Kind));

    [Theory]
    [InlineData("sam", 0.05, 0)]
    [InlineData("asam", 1, 0.01)]
    public void OfSharpnessAwareTraining_MoveEveryParameterWithOneNorm(string method, double rho, double eta)
    {
        var stages = Stages(method, "epochs: 4");

        Assert.Equal(["sharpness-train", "evaluate"], stages.Select(s => s.Kind));
        Assert.Equal(
            new PerturbationSettings { Metric = method, Normalisation = "global", RhoMin = rho, RhoMax = rho, Eta = eta, Perturb = "all" },
            ((TrainingSettings)stages[0].Settings).Perturbation);
    }

    [Fact]
    public void OfRobustBird_SearchOnCleanImages_ThenTrainTheMaskOnAttackedOnes()
    {
        var stages = Stages("robust-bird", "sparsity: 0.9");

        Assert.Equal(["ticket-search", "sparse-train", "evaluate"], stages.Select(s => s.Kind));
        var (search, train) = ((TrainingSettings)stages[0].Settings, (TrainingSettings)stages[1].Settings);
        Assert.Equal(new TicketSearchSettings { Sparsity = 0.9, Window = 5, Distance = 0.08 }, search.TicketSearch);
        Assert.Null(search.Attack);
        Assert.Null(search.Mask);
        Assert.Equal(PaperAttack, train.Attack);
        Assert.Equal(new MaskSettings { Sparsity = 0.9, Initial = "magnitude" }, train.Mask);
        Assert.Equal(0.9, ((EvaluationSettings)stages[2].Settings).AskedSparsity);
    }

    [Theory]
    [InlineData("search_training: clean\n    ticket: weights", 0, 0, false, 0.08)]
    [InlineData("search_training: pgd", 10, 2, true, 0.08)]
    [InlineData("search_training: fast\n    ticket: channels", 1, 10, false, 0.1)]
    public void OfRobustBird_SearchAsAsked(string lines, int steps, double pixels, bool trainingMode, double distance)
    {
        var search = (TrainingSettings)Stages("robust-bird", lines)[0].Settings;

        Assert.Equal(steps == 0 ? null : PaperAttack with { Steps = steps, StepSize = pixels / 255, TrainingMode = trainingMode }, search.Attack);
        Assert.Equal(distance, search.TicketSearch!.Distance);
    }

    [Fact]
    public void OfRobustBird_RemoveChannelsBeforeTraining_WhereTheyAreTheTicket()
    {
        var stages = Stages("robust-bird", "ticket: channels\n    sparsity: 0.8");

        var train = (TrainingSettings)stages[1].Settings;
        Assert.Equal("channels", ((TrainingSettings)stages[0].Settings).TicketSearch!.Ticket);
        Assert.Null(train.Mask);
        Assert.Equal(new() { Criterion = "bn-scale", SizeRatio = 0.2, Cuts = 1, Schedule = "at-start" }, train.ChannelPruning);
        var evaluation = (EvaluationSettings)stages[2].Settings;
        Assert.Equal((null, 0.2), (evaluation.AskedSparsity, evaluation.AskedSizeRatio));
    }

    /// <summary>The list that leaves nothing to share is no list: the search has the key that it has without one.</summary>
    [Theory]
    [InlineData("search_sparsities: [0.8]", null, null)]
    [InlineData("search_sparsities: [0.95, 0.8, 0.9]", new[] { 0.8, 0.9, 0.95 }, 0.8)]
    [InlineData("search_sparsities: [0.9]", new[] { 0.8, 0.9 }, 0.8)]
    public void OfRobustBird_WatchTheListAndTheirOwn(string lines, double[]? watched, double? ticket)
    {
        var stages = Stages("robust-bird", lines);

        var search = ((TrainingSettings)stages[0].Settings).TicketSearch!;
        Assert.Equal(watched, search.Sparsities);
        Assert.Equal(watched is null ? 0.8 : null, search.Sparsity);
        Assert.Equal(ticket, ((TrainingSettings)stages[1].Settings).Ticket);
    }

    [Fact]
    public void OfFlyingBird_TrainUnderAMovingMask()
    {
        var stages = Stages("flying-bird", "growth: gradient");

        Assert.Equal(["dynamic-sparse-train", "evaluate"], stages.Select(s => s.Kind));
        var train = (TrainingSettings)stages[0].Settings;
        Assert.Equal(PaperAttack, train.Attack);
        Assert.Equal(
            new MaskSettings
            {
                Sparsity = 0.8,
                Initial = "random",
                Budget = "igq",
                Update = new() { Interval = 900, InitialRate = 0.5, FinalRate = 0.005, Growth = "gradient" },
            },
            train.Mask);
    }

    [Theory]
    [InlineData("regrow: allowed\n    late_update_interval: 900", null, null)]
    [InlineData("regrow: excluded\n    late_update_interval: 1200", "excluded", 1200)]
    public void OfFlyingBird_LeaveOutWhatIsTheDefaultAnyway(string lines, string? regrow, int? late)
    {
        var update = ((TrainingSettings)Stages("flying-bird", lines)[0].Settings).Mask!.Update!;

        Assert.Equal((regrow, late), (update.Regrow, update.LateInterval));
    }

    [Theory]
    [InlineData("", "random", "igq", null, null, null, null, null)]
    [InlineData("budget: uniform\n    mask_images: 7\n    synflow_rounds: 7", "random", "uniform", null, null, null, null, null)]
    [InlineData("mask_criterion: magnitude\n    budget: erk", "magnitude", null, 1, null, null, null, null)]
    [InlineData("mask_criterion: snip", "snip", null, 1, null, null, null, null)]
    [InlineData("mask_criterion: snip\n    mask_images: 128\n    grasp_temperature: 1", "snip", null, 1, 128, null, null, null)]
    [InlineData("mask_criterion: grasp\n    mask_images_per_class: 10\n    grasp_temperature: 200", "grasp", null, 1, null, null, null, null)]
    [InlineData("mask_criterion: grasp\n    mask_images_per_class: 25\n    grasp_temperature: 1", "grasp", null, 1, null, 25, 1d, null)]
    [InlineData("mask_criterion: synflow\n    synflow_rounds: 100\n    mask_images: 9", "synflow", null, 1, null, null, null, null)]
    [InlineData("mask_criterion: synflow\n    synflow_rounds: 1", "synflow", null, 1, null, null, null, 1)]
    public void OfAStaticMask_SayWhatItsCriterionReadsAndNothingElse(
        string lines, string initial, string? budget, int? least, int? images, int? perClass, double? temperature, int? rounds)
    {
        var stages = Stages("static-sparse", lines);

        Assert.Equal(["sparse-train", "evaluate"], stages.Select(s => s.Kind));
        var train = (TrainingSettings)stages[0].Settings;
        Assert.Equal(PaperAttack, train.Attack);
        Assert.Equal(
            new MaskSettings
            {
                Sparsity = 0.8,
                Initial = initial,
                Budget = budget,
                LeastPerLayer = least,
                Images = images,
                ImagesPerClass = perClass,
                Temperature = temperature,
                Rounds = rounds,
            },
            train.Mask);
        Assert.Equal(0.8, ((EvaluationSettings)stages[1].Settings).AskedSparsity);
    }

    [Fact]
    public void OfAStaticMask_HaveTheMaskAndTheStepOfFlyingBirdAtItsStart()
    {
        var (fixedOne, moving) = ((TrainingSettings)Stages("static-sparse", "sparsity: 0.9")[0].Settings, (TrainingSettings)Stages("flying-bird", "sparsity: 0.9")[0].Settings);

        Assert.Equal(moving with { Mask = moving.Mask! with { Update = null } }, fixedOne);
    }

    [Theory]
    [InlineData("epochs: 4", 4, 4)]
    [InlineData("epochs: 4\n    dense_epochs: 3", 3, 4)]
    public void OfOneShotMagnitude_BeginWithTheDenseBaselineOfItsEpochs(string lines, int dense, int sparse)
    {
        var stages = Stages("one-shot-magnitude", lines);

        Assert.Equal(["adversarial-train", "sparse-train", "evaluate"], stages.Select(s => s.Kind));
        Assert.Equal(Stages("adversarial", $"epochs: {dense}")[0], stages[0]);
        var train = (TrainingSettings)stages[1].Settings;
        Assert.Equal((sparse, PaperAttack), (train.Epochs, train.Attack));
        Assert.Equal(new MaskSettings { Sparsity = 0.8, Initial = "magnitude", LeastPerLayer = 1 }, train.Mask);
        Assert.Equal(0.8, ((EvaluationSettings)stages[2].Settings).AskedSparsity);
    }

    [Fact]
    public void OfSmallDense_DifferFromTheDenseBaselineByTheWidthsAlone()
    {
        var (small, dense) = (Stages("small-dense", "sparsity: 0.9"), Stages("adversarial", ""));

        Assert.Equal((TrainingSettings)dense[0].Settings with { NarrowedLike = 0.9 }, small[0].Settings);
        Assert.Equal(dense[1], small[1]);
    }

    /// <summary>The sparsity that it begins with is not the one that it ends with: nothing is held against it.</summary>
    [Fact]
    public void OfFlyingBirdPlus_AreThoseOfFlyingBirdButForTheDensity()
    {
        const string Lines = "growth: gradient\n    sparsity: 0.9\n    late_update_interval: 1200";
        var (plus, plain) = (Stages("flying-bird-plus", $"{Lines}\n    density_floor: 0.05"), Validated("flying-bird", Lines, "latency: true"));

        var (train, expected) = ((TrainingSettings)plus[0].Settings, (TrainingSettings)plain[0].Settings);
        var adaptive = new AdaptiveDensitySettings { Window = 4, PruneRatio = 0.4, GrowthRatio = 0.05, Threshold = 0.5, StartShare = 0.5, Floor = 0.05 };
        Assert.Equal(expected.Mask! with { Update = expected.Mask.Update! with { Adaptive = adaptive } }, train.Mask);
        Assert.Equal((expected.Attack, expected.Validation), (train.Attack, train.Validation));
        Assert.NotNull(train.Validation!.Attack);
        Assert.Equal((null, 0.9), (((EvaluationSettings)plus[1].Settings).AskedSparsity, ((EvaluationSettings)plain[1].Settings).AskedSparsity));
    }

    [Fact]
    public void OfTheDenseBaselines_TrainOnce()
    {
        Assert.Equal(["pretrain", "evaluate"], Stages("sgd", "").Select(s => s.Kind));
        Assert.Equal(["adversarial-train", "evaluate"], Stages("adversarial", "").Select(s => s.Kind));
        Assert.Equal(PaperAttack, ((TrainingSettings)Stages("adversarial", "")[0].Settings).Attack);
    }

    [Fact]
    public void LeaveOutOfTheEvaluation_WhatIsNotAskedFor()
    {
        var file = Examples.Checked("name: a\ndata: { name: shapes }\nevaluation: { pgd_steps: 0, attack_images: 5, corruptions: [], corruption_images: 5 }\ngrids: [{ method: sgd }]\n");

        var evaluation = (EvaluationSettings)RecipeList.Find("sgd").Stages(file.Trials[0])[1].Settings;

        Assert.Equal((null, null, null, null, null), (evaluation.Attack, evaluation.AttackImages, evaluation.Corruptions, evaluation.Severities, evaluation.CorruptionImages));
    }

    private static AttackSettings PaperAttack => new()
    {
        Norm = "linf",
        Epsilon = 8.0 / 255,
        StepSize = 2.0 / 255,
        Steps = 10,
        RandomStart = true,
        TrainingMode = true,
    };

    [Theory]
    [InlineData("adversarial")]
    [InlineData("robust-bird")]
    [InlineData("flying-bird")]
    public void OfAdversarialTraining_WatchTheImagesHeldOut_AndMeasureTheBestEpoch(string method)
    {
        var stages = Validated(method, "attack_epsilon: 0.1\n    validation_attack_steps: 7", "training_images: 50");
        var training = (TrainingSettings)stages[^2].Settings;
        Assert.Equal(100, training.Data.ValidationImages);
        Assert.Equal(new() { Attack = training.Attack! with { Steps = 7, TrainingMode = false }, KeepBest = true }, training.Validation);
        var evaluation = (EvaluationSettings)stages[^1].Settings;
        Assert.Equal((true, 50), (evaluation.Best, evaluation.TrainingImages));
        Assert.Equal((1000, 100), (evaluation.Data.TrainImages, evaluation.Data.ValidationImages));
        Assert.Null(((EvaluationSettings)Validated(method, "", "latency: false")[^1].Settings).Data.ValidationImages);
    }

    private static IReadOnlyList<StageStep> Validated(string method, string lines, string evaluation)
    {
        var data = "data: { name: shapes, train_images: 1000, validation_images: 100 }";
        var file = Examples.Checked($"name: recipe\n{data}\nevaluation: {{ {evaluation} }}\ngrids:\n  - method: {method}\n    {lines}\n");
        return RecipeList.Find(method).Stages(Assert.Single(file.Trials));
    }

    private static IReadOnlyList<StageStep> Stages(string method, string lines)
    {
        var held = RecipeList.Find(method).NeedsValidation ? ", validation_images: 100" : "";
        var file = Examples.Checked($"name: recipe\ndata: {{ name: shapes{held} }}\ngrids:\n  - method: {method}\n    {lines}\n");
        return RecipeList.Find(method).Stages(Assert.Single(file.Trials));
    }

    private static string Other(SettingDefinition definition) => definition.Type switch
    {
        SettingType.Word => definition.Vocabulary.Last(word => word != definition.Default?.Word),
        SettingType.Flag => definition.Default!.Flag ? "false" : "true",
        SettingType.WholeNumber => "17",
        _ => "0.123",
    };
}
