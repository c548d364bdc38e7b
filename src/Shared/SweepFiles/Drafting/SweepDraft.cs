using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Drafting;

/// <summary>Writes a sweep file to begin with: small enough for a first look, each line with what it means, by the definitions that check it.</summary>
public static class SweepDraft
{
    private const int CommentColumn = 34;

    /// <summary>At the usual 8/255 networks that saw clean images only fall to 0 %.</summary>
    private const string CleanEpsilon = "2/255";

    /// <param name="name">1 to 64 of a-z, 0-9 and '-'.</param>
    /// <param name="methods">At least one, of <see cref="RecipeList.Methods"/>.</param>
    /// <param name="commands">What to call next, for the head of the file.</param>
    /// <param name="schema">What editors check the file with; null: none.</param>
    public static string Write(string name, IReadOnlyList<string> methods, DraftData data, IReadOnlyList<string> commands, string? schema)
    {
        var text = new StringBuilder();
        if (schema is not null) text.Append("# yaml-language-server: $schema=").Append(OneLine(schema)).Append('\n');
        text.Append("# ").Append(OneLine(data.Remark)).Append("\n#\n");
        foreach (var command in commands) text.Append("#     ").Append(OneLine(command)).Append('\n');
        text.Append("#\n# A list makes an axis: a grid has a trial for every combination of its axes and every seed. What is not said here has a default;\n");
        text.Append("# docs/sweep-file.md lists every key, and a word that is wrong is told with its line and the nearest right one.\n");
        text.Append("name: ").Append(name).Append('\n');
        Line(text, "seeds: [1, 2]", "More of them make the intervals of 'effects' narrower.");
        Data(text, data, methods);
        text.Append("\ntraining:\n");
        Setting(text, 2, TrainingSection.Settings, "batch_size", Number(data.BatchSize));
        Setting(text, 2, TrainingSection.Settings, "learning_rate", data.BatchSize < 50 ? "0.05" : "0.1");
        Evaluation(text, data, methods);
        text.Append("\ndefaults:\n");
        Line(text, "  architecture: resnet8", "The smallest. On a GPU, or with time: resnet20, resnet18, vgg16-bn, mobilenet-v2 and others.");
        if (methods.Any(MethodDraft.IsAdversarial))
        {
            Setting(text, 2, MethodSettings.All, "attack_steps", "3");
            Setting(text, 2, MethodSettings.All, "attack_step_size", "4/255");
        }

        text.Append("\n# Few epochs, for a first look; at least three times as many for results to believe.\ngrids:\n");
        foreach (var method in methods) Grid(text, method, data);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Data(StringBuilder text, DraftData data, IReadOnlyList<string> methods)
    {
        text.Append("\ndata:\n  name: ").Append(data.Name).Append('\n');
        if (data.ImageSize is { } size) Line(text, $"  image_size: {Number(size)}", "Side in pixels that images are brought to. Twice the side is four times the work.");
        if (data.Name == DataSets.Shapes)
        {
            Setting(text, 2, DataSection.Settings, "train_images", Number(data.Trained));
            Setting(text, 2, DataSection.Settings, "test_images", Number(data.Tested));
        }
        else if (data.IsCut)
        {
            Line(text, $"  train_images: {Number(data.Trained)}", string.Create(CultureInfo.InvariantCulture, $"Of {data.TrainImages:N0}; without this line, all of them."));
            Line(text, $"  test_images: {Number(data.Tested)}", string.Create(CultureInfo.InvariantCulture, $"Of {data.TestImages:N0}."));
        }

        if (methods.Any(method => RecipeList.Find(method).NeedsValidation))
            Setting(text, 2, DataSection.Settings, "validation_images", Number(Math.Max(1, data.Trained / 5)));
    }

    private static void Evaluation(StringBuilder text, DraftData data, IReadOnlyList<string> methods)
    {
        const int looked = 200;
        text.Append("\nevaluation:\n");
        Setting(text, 2, EvaluationSection.Settings, "pgd_steps", "10");
        if (!methods.All(MethodDraft.IsAdversarial))
        {
            Line(text, $"  epsilon: {CleanEpsilon}", "Radius of the attack. At the usual 8/255, networks that saw clean images only fall to 0 %.");
            Line(text, "  step_size: 1/510", "");
        }

        Line(text, "  corruptions: [gaussian_noise, defocus_blur, contrast, jpeg_compression]", "Four of 19; without this line, all of them.");
        Line(text, "  severities: [1, 3, 5]", "");
        if (data.Tested > looked) Setting(text, 2, EvaluationSection.Settings, "corruption_images", Number(looked));
    }

    private static void Grid(StringBuilder text, string method, DraftData data)
    {
        text.Append("  # ").Append(RecipeList.Find(method).Doc).Append("\n  - method: ").Append(method).Append('\n');
        foreach (var (setting, value) in MethodDraft.Of(method, data.StepsPerEpoch)) Line(text, $"    {setting.Name}: {value}", FirstSentence(setting.Doc));
        text.Append('\n');
    }

    private static void Setting(StringBuilder text, int indent, IEnumerable<SettingDefinition> settings, string key, string value) =>
        Line(text, $"{new string(' ', indent)}{key}: {value}", FirstSentence(settings.First(s => s.Name == key).Doc));

    private static void Line(StringBuilder text, string content, string comment) =>
        text.Append(comment.Length == 0 ? content : $"{content.PadRight(CommentColumn)} # {comment}").Append('\n');

    private static string FirstSentence(string doc) => doc.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? doc[..(end + 1)] : doc;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <remarks>Names of files may hold line ends; a comment that they broke would become part of the file.</remarks>
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? '?' : c)]);
}
