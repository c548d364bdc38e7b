using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Settings of <c>data</c>: one data set for the whole sweep, so that its trials can be compared.</summary>
public static class DataSection
{
    private const int MaxImages = 20_000_000;

    public static readonly IReadOnlyList<SettingDefinition> Settings =
    [
        Setting.Word("name", null, DataSets.All, "The data set: `shapes` is rendered on the spot, the others are read from the folder that `--data` names; see [data.md](data.md).") with { Required = true },
        Setting.Integer("train_images", null, 1, MaxImages, "Training images, from the front of the training set.") with
        {
            DerivedDefault = values => values.Word("name") == DataSets.Shapes ? SettingValue.Of(2000) : null,
            DefaultText = "2000 for shapes, else all",
        },
        Setting.Integer("validation_images", null, 1, MaxImages, "Training images held out for validation, from the end of those that are used: nothing trains on them. See [methods.md](methods.md#validation).") with
        {
            DefaultText = "none",
        },
        Setting.Integer("test_images", null, 1, MaxImages, "Test images, from the front of the test set.") with
        {
            DerivedDefault = values => values.Word("name") == DataSets.Shapes ? SettingValue.Of(500) : null,
            DefaultText = "500 for shapes, else all",
        },
        Setting.Integer("image_size", null, 8, 512, "Side in pixels: of a rendered image (at most 128); of a decoded one, whose shorter side is scaled to it and whose middle is cut out; of an `idx` image with a black border.") with
        {
            DataSets = [DataSets.Shapes, DataSets.TinyImageNet, DataSets.ImageFolder, DataSets.Idx],
            DerivedDefault = values => values.Word("name") switch
            {
                DataSets.Shapes => SettingValue.Of(16),
                DataSets.TinyImageNet => SettingValue.Of(64),
                DataSets.ImageFolder => SettingValue.Of(224),
                _ => null,
            },
            DefaultText = "16 for shapes, 64 for tiny-imagenet, 224 for image-folder, the files' own for idx",
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
        ValidationImages = (int?)values.Find("validation_images")?.WholeNumber,
        TestImages = (int?)values.Find("test_images")?.WholeNumber,
        ImageSize = (int?)values.Find("image_size")?.WholeNumber,
        RenderSeed = values.Find("render_seed")?.WholeNumber,
    };
}
