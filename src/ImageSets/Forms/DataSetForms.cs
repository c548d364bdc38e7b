using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>Every data set that is read from files.</summary>
public static class DataSetForms
{
    public static readonly IReadOnlyList<DataSetForm> All =
    [
        CifarForm.Cifar10, CifarForm.Cifar100, new TinyImageNetForm(), new ImageFolderForm(), new IdxForm(),
    ];

    /// <returns>Null for a set that is rendered, or a name that is none.</returns>
    public static DataSetForm? Find(string name) => All.FirstOrDefault(form => form.Name == name);

    /// <exception cref="DataSetException">There is no such set.</exception>
    public static DataSetForm Of(string name) =>
        Find(name) ?? throw new DataSetException($"there is no data set '{name}'; there are {string.Join(", ", DataSets.All)}");
}
