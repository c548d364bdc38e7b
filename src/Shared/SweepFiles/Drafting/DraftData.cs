using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Drafting;

/// <summary>The data set that a drafted file is for.</summary>
/// <param name="Name">One of <see cref="DataSets"/>.</param>
/// <param name="TrainImages">Images there; null where nobody looked.</param>
/// <param name="TestImages">Likewise.</param>
/// <param name="ImageSize">Side to write; null leaves it to the set.</param>
/// <param name="Remark">What was found, for people.</param>
public sealed record DraftData(string Name, int? TrainImages, int? TestImages, int? ImageSize, string Remark)
{
    private const int ShapesTrained = 1000;
    private const int ShapesTested = 400;

    /// <summary>Enough for a first look at a large set.</summary>
    private const int MostTrained = 5000;
    private const int MostTested = 1000;

    /// <summary>Images of a set that nobody looked at are taken for many.</summary>
    internal int Trained => Name == DataSets.Shapes ? ShapesTrained : Math.Min(TrainImages ?? MostTrained, MostTrained);

    internal int Tested => Name == DataSets.Shapes ? ShapesTested : Math.Min(TestImages ?? MostTested, MostTested);

    /// <summary>Files hold more than the draft takes.</summary>
    internal bool IsCut => Name != DataSets.Shapes && (TrainImages > Trained || TestImages > Tested);

    /// <summary>A set with few images needs small steps for there to be some.</summary>
    internal int BatchSize => Trained < 1000 ? 16 : 50;

    internal int StepsPerEpoch => (Trained + BatchSize - 1) / BatchSize;
}
