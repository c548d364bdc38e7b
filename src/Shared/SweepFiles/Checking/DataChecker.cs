using System.Globalization;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Checks what <c>data</c> and <c>evaluation</c> say together.</summary>
internal sealed class DataChecker(ErrorList errors, SectionReader sections)
{
    /// <returns>Null when the data set itself is missing or unknown.</returns>
    public SettingValues? Data(YamlNode? node)
    {
        var given = sections.Read("data", node, DataSection.Settings);
        if (!given.TryGetValue("name", out var name)) return null;
        foreach (var (key, value) in given)
        {
            var index = DataSection.Layout.IndexOf(key);
            if (DataSection.Layout.Definitions[index].DataSets is { } sets && !sets.Contains(name.Value.Word))
                errors.Add(value.At, $"'{key}' has no meaning for data set '{name.Value.Word}'; it belongs to {Words.And(sets)}");
        }

        var data = SectionReader.Resolve(DataSection.Layout, given);
        if (given.GetValueOrDefault("validation_images") is { } held && data.Find("train_images") is { } train && held.Value.WholeNumber >= train.WholeNumber)
            errors.Add(held.At, string.Create(CultureInfo.InvariantCulture, $"'validation_images' is {held.Value.WholeNumber}, but they are taken from {train.WholeNumber} training images, and some must be left to train on"));
        return data;
    }

    public SettingValues Evaluation(YamlNode? node, SettingValues? data)
    {
        var given = sections.Read("evaluation", node, EvaluationSection.Settings);
        if (data?.Find("test_images") is { } test)
        {
            foreach (var key in (string[])["attack_images", "corruption_images", "sharpness_images", "autoattack_images"])
            {
                if (given.GetValueOrDefault(key) is { } images && images.Value.WholeNumber > test.WholeNumber)
                    errors.Add(images.At, string.Create(CultureInfo.InvariantCulture, $"'{key}' is {images.Value.WholeNumber}, but there are {test.WholeNumber} test images"));
            }
        }

        if (data?.Find("train_images") is { } train && given.GetValueOrDefault("training_images") is { } measured)
        {
            var left = train.WholeNumber - (data.Find("validation_images")?.WholeNumber ?? 0);
            // What leaves nothing to train on has been told already.
            if (left > 0 && measured.Value.WholeNumber > left)
                errors.Add(measured.At, string.Create(CultureInfo.InvariantCulture, $"'training_images' is {measured.Value.WholeNumber}, but only {left} images are trained on"));
        }

        RequireBoth(node, given, EvaluationSection.ShiftedName, EvaluationSection.ShiftedFolder, "says where its files lie");
        RequireBoth(node, given, EvaluationSection.ShiftedFolder, EvaluationSection.ShiftedName, "says in which form they lie there");
        return SectionReader.Resolve(EvaluationSection.Layout, given);
    }

    /// <remarks>Looks at what the block has, not at what could be read of it: a mistake in one key is told once.</remarks>
    private void RequireBoth(YamlNode? node, Dictionary<string, GivenValue> given, string key, string needed, string why)
    {
        if (given.GetValueOrDefault(key) is { } value && node is YamlMap map && map.Entries.All(e => e.Key.Text != needed))
            errors.Add(value.At, $"'{key}' needs '{needed}' beside it, which {why}");
    }
}
