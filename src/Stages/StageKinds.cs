namespace AdaSapSweep.Stages;

/// <summary>
/// The kinds of stage and their recipe versions. A change of code that changes the numbers of a kind raises its version here:
/// the version is part of the stage key, so old results are not taken for new ones.
/// </summary>
public static class StageKinds
{
    public const string Pretrain = "pretrain";
    public const string SharpnessTrain = "sharpness-train";
    public const string DenseFinetune = "dense-finetune";
    public const string ChannelPrune = "channel-prune";
    public const string Finetune = "finetune";
    public const string AdaSapAdapt = "adasap-adapt";
    public const string AdaSapPrune = "adasap-prune";
    public const string AdaSapRobust = "adasap-robust";
    public const string TicketSearch = "ticket-search";
    public const string SparseTrain = "sparse-train";
    public const string DynamicSparseTrain = "dynamic-sparse-train";
    public const string AdversarialTrain = "adversarial-train";
    public const string TeacherTrain = "teacher-train";
    public const string DistilledTrain = "distilled-train";
    public const string Evaluate = "evaluate";

    private static readonly Dictionary<string, int> Versions = new(StringComparer.Ordinal)
    {
        [Pretrain] = 1,
        [SharpnessTrain] = 1,
        [DenseFinetune] = 1,
        [ChannelPrune] = 1,
        [Finetune] = 1,
        [AdaSapAdapt] = 1,
        [AdaSapPrune] = 1,
        [AdaSapRobust] = 1,
        [TicketSearch] = 1,
        [SparseTrain] = 1,
        [DynamicSparseTrain] = 1,
        [AdversarialTrain] = 1,
        [TeacherTrain] = 1,
        [DistilledTrain] = 1,
        [Evaluate] = 2,
    };

    public static IReadOnlyCollection<string> All => Versions.Keys;

    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of <see cref="All"/>.</exception>
    public static int VersionOf(string kind) =>
        Versions.TryGetValue(kind, out var version) ? version : throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of stage");

    public static bool IsEvaluation(string kind) => kind == Evaluate;
}
