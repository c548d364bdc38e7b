using AdaSapSweep.ImageSets;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Which kind of failure an error of the training library is.</summary>
internal static class StageFailures
{
    /// <summary>As the operating system numbers them: no space on the device, and the user's quota used up (Linux, macOS).</summary>
    private static readonly int[] NoSpace = [28, 122, 69];

    /// <param name="parentFile">The parent's artifact; null for a root.</param>
    public static StageFailedException Named(Exception error, string? parentFile) => error switch
    {
        StageFailedException named => named,
        DivergedException => new(FailureKind.Diverged, error.Message, error),
        // Quarantined at once, as data is: what the slot's device cannot do now it cannot do later.
        UnfitDeviceException => new(FailureKind.Data, error.Message, error),
        DataSetException => new(FailureKind.Data, error.Message, error),
        _ when OutOfMemory.IsMeantBy(error) => new(FailureKind.OutOfMemory, FirstLine(error.Message), error),
        _ when MeansNoSpace(error) => new(FailureKind.DiskFull, FirstLine(error.Message), error),
        _ when parentFile is not null && MeansNoParent(error, parentFile) => new(FailureKind.ParentMissing, FirstLine(error.Message), error),
        _ => new(FailureKind.Crash, $"{error.GetType().Name}: {FirstLine(error.Message)}", error),
    };

    private static bool MeansNoSpace(Exception error) =>
        (error is IOException && NoSpace.Contains(error.HResult)) || error.Message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase);

    /// <summary>A checkpoint that is damaged is passed over, and data sets have an error of their own: what is left is the parent.</summary>
    private static bool MeansNoParent(Exception error, string parentFile) =>
        error is InvalidDataException or EndOfStreamException || (error is FileNotFoundException or DirectoryNotFoundException && !File.Exists(parentFile));

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
