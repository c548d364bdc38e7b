using AdaSapSweep.ImageSets;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Verifying;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A data set and what of it lies in a folder.</summary>
/// <param name="Found"><c>yes</c>, <c>no</c>, <c>unusable</c>, or <c>rendered</c>.</param>
/// <param name="Side">Pixels, as without <c>image_size</c>.</param>
/// <param name="Bytes">Of its files.</param>
/// <param name="Form">What is expected in the folder.</param>
/// <param name="Problem">Why it cannot be used although there is something of it; null otherwise.</param>
internal sealed record DataSetRow(
    string Name, string Found, string? Folder, int? TrainImages, int? TestImages, int? Classes, int? Side, long? Bytes, string Form, string? Problem)
{
    public static IReadOnlyList<DataSetRow> In(string folder) =>
    [
        new(DataSets.Shapes, "rendered", null, null, null, 10, null, null, "no files: rendered from render_seed", null),
        .. DataSetForms.All.Select(form => Of(form, folder)),
    ];

    private static DataSetRow Of(DataSetForm form, string folder)
    {
        if (form.Root(folder) is not { } root) return new(form.Name, "no", null, null, null, null, null, null, form.Layout, null);
        try
        {
            var settings = new DataSettings { Name = form.Name };
            var (train, test) = (form.Part(settings, folder, ImageSplit.Training), form.Part(settings, folder, ImageSplit.Test));
            return new(form.Name, "yes", root, train.Count, test.Count, train.Classes, train.Side, DataSetCheck.Bytes(form, folder), form.Layout, null);
        }
        catch (DataSetException error)
        {
            return new(form.Name, "unusable", root, null, null, null, null, null, form.Layout, error.Message);
        }
    }
}
