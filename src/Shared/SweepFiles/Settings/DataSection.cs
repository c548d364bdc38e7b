using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Settings of <c>data</c>: one data set for the whole sweep, so that its trials can be compared.</summary>
public static class DataSection
{
    private const int MaxImages = 200_000;

    public static readonly IReadOnlyList<SettingDefinition> Settings =
    [
        Setting.Word("name", null, DataSets.All, "The data set: `shapes` is rendered on the spot, `cifar10` is read from a folder.") with { Required = true },
        Setting.Integer("train_images", null, 1, MaxImages, "Training images, from the front of the training set.") with
        {
            DerivedDefault = values => values.Word("name") == DataSets.Shapes ? SettingValue.Of(2000) : null,
            DefaultText = "2000 for shapes, all for cifar10",
        },
        Setting.Integer("test_images", null, 1, MaxImages, "Test images, from the front of the test set.") with
        {
            DerivedDefault = values => values.Word("name") == DataSets.Shapes ? SettingValue.Of(500) : null,
            DefaultText = "500 for shapes, all for cifar10",
        },
        Setting.Integer("image_size", null, 8, 128, "Side of a rendered image in pixels.") with
        {
            DataSets = [DataSets.Shapes],
            DerivedDefault = values => values.Word("name") == DataSets.Shapes ? SettingValue.Of(16) : null,
            DefaultText = "16",
        },
        Setting.Integer("render_seed", null, 0, NumberRange.LargestExact, "Seed from which the images are drawn; the same for all trials.") with
        {
            DataSets = [DataSets.Shapes],
            DerivedDefault = values => values.Word("name") == DataSets.Shapes ? SettingValue.Of(0) : null,
            DefaultText = "0",
        },
    ];

    public static readonly SettingLayout Layout = new(Settings);

    public static DataSettings Resolve(SettingValues values) => new()
    {
        Name = values.Word("name"),
        TrainImages = (int?)values.Find("train_images")?.WholeNumber,
        TestImages = (int?)values.Find("test_images")?.WholeNumber,
        ImageSize = (int?)values.Find("image_size")?.WholeNumber,
        RenderSeed = values.Find("render_seed")?.WholeNumber,
    };
}
