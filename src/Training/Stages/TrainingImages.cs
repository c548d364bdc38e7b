using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Stages;

/// <summary>The training images of a stage: those that it trains on, and those that it only looks at.</summary>
/// <param name="Held">Null where none are held out.</param>
internal sealed record TrainingImages(ImageData Train, ImageData? Held) : IDisposable
{
    public static TrainingImages Of(DataSettings settings, StageInputs inputs)
    {
        var all = ImageDataLoader.Training(settings, inputs.DataFolder, inputs.Device, inputs.Reading);
        if (settings.ValidationImages is not { } held) return new(all, null);
        using (all)
        {
            var (train, validation) = all.HoldOut(held);
            return new(train, validation);
        }
    }

    public void Dispose()
    {
        Train.Dispose();
        Held?.Dispose();
    }
}
