using System.Globalization;
using AdaSapSweep.ImageSets;
using AdaSapSweep.ImageSets.Decoding;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Splitting;
using AdaSapSweep.Shared.SweepFiles.Drafting;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>What a folder holds, as the data of a sweep file that is drafted for it.</summary>
internal static class DraftedData
{
    private const int LeastSide = 8;

    /// <summary>Large enough to tell most things apart, small enough for a processor.</summary>
    private const int MostSide = 64;

    private const int SidesLookedAt = 25;
    private const int MostNamed = 8;

    private const string HowToLayOut = "make a folder train and a folder test in it, each with a folder of JPEG or PNG images for each class";

    /// <summary>A set by its name alone; its files may not be here yet.</summary>
    public static DraftData Named(string name) => name switch
    {
        DataSets.Shapes => new(name, null, null, 16, "Rendered shapes of 10 classes: no files are needed."),
        DataSets.Cifar10 or DataSets.Cifar100 => new(name, 50_000, 10_000, null, Unseen(name)),
        DataSets.TinyImageNet => new(name, 100_000, 10_000, null, Unseen(name)),
        _ => new(name, null, null, name == DataSets.ImageFolder ? MostSide : null, Unseen(name)),
    };

    /// <param name="name">The set that is meant; null: the one that is there.</param>
    /// <exception cref="UsageException">There is none, there are several, or it cannot be read.</exception>
    public static DraftData In(string folder, string? name)
    {
        if (!Directory.Exists(folder)) throw new UsageException($"adasap: --data: there is no folder '{folder}'{(DataSets.All.Contains(folder) ? $"; for the data set of that name, give --data-set {folder}" : "")}");
        try
        {
            var form = name is null ? Only(folder) : DataVerb.FormOf(name);
            var settings = new DataSettings { Name = form.Name };
            var (train, test) = (form.Part(settings, folder, ImageSplit.Training), form.Part(settings, folder, ImageSplit.Test));
            return new(form.Name, train.Count, test.Count, SideOf(form, train), Remark(form, folder, train, test));
        }
        catch (DataSetException error)
        {
            throw new UsageException($"adasap: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"adasap: --data: '{folder}' cannot be read: {error.Message}");
        }
    }

    private static string Unseen(string name) => $"For data set '{name}'; its files were not looked at.";

    private static DataSetForm Only(string folder)
    {
        // Tiny-ImageNet is an image folder too; the form that asks for more comes first.
        var found = DataSetForms.All.Where(form => form.Root(folder) is not null).DistinctBy(form => form.Root(folder)).ToList();
        return found switch
        {
            [var only] => only,
            [] when FolderSplit.ClassesIn(folder) is { Count: > 1 } classes => throw new UsageException([
                $"adasap: --data: '{folder}' holds folders of images ({Shown(classes)}), but no train and test among them",
                $"adasap: 'adasap data split {ShellWord.Of(folder)} --to {ShellWord.Of(Path.TrimEndingDirectorySeparator(folder) + "-split")}' makes both, by links to the images"]),
            [] => throw new UsageException([
                $"adasap: --data: '{folder}' holds no data set that is known",
                $"adasap: for images of your own, {HowToLayOut}",
                $"adasap: 'adasap data list --data {ShellWord.Of(folder)}' shows what is looked for"]),
            _ => throw new UsageException($"adasap: --data: '{folder}' holds {string.Join(" and ", found.Select(form => form.Name))}; say which with --data-set"),
        };
    }

    private static int? SideOf(DataSetForm form, ImagePart train) =>
        form.Name == DataSets.ImageFolder ? Math.Clamp(MiddleSide(train), LeastSide, MostSide) : null;

    /// <summary>The median over some images, from the front to the back of the set.</summary>
    private static int MiddleSide(ImagePart part)
    {
        var files = part.Files;
        var looked = Math.Min(SidesLookedAt, part.Count);
        var sides = Enumerable.Range(0, looked).Select(i => SquareImage.ShorterSide(files[(int)((long)i * part.Count / looked)])).Order().ToList();
        return sides[sides.Count / 2];
    }

    private static string Shown(IReadOnlyList<string> names) => $"{string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", ..." : "")}";

    private static string Remark(DataSetForm form, string folder, ImagePart train, ImagePart test)
    {
        var classes = train.ClassNames is { } names ? $" ({Shown(names)})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Data set '{form.Name}' in '{folder}': {train.Count:N0} training and {test.Count:N0} test images of {train.Classes} classes{classes}.");
    }
}
