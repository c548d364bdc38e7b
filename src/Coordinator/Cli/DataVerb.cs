using System.CommandLine;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Shared.SweepFiles.Checking;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap data</c>: what data sets there are, whether they are whole, and how to get them.</summary>
internal static class DataVerb
{
    public static Command Create() => new("data", "List, check, fetch and split data sets (docs/data.md).")
    {
        DataListVerb.Create(), DataVerifyVerb.Create(), DataFetchVerb.Create(), DataSplitVerb.Create(),
    };

    public static Argument<string> Name()
    {
        string[] names = [.. DataSetForms.All.Select(form => form.Name)];
        var name = new Argument<string>("name") { Description = $"The data set: {string.Join(", ", names)}", HelpName = "NAME" };
        name.CompletionSources.Add(names);
        return name;
    }

    /// <exception cref="UsageException">There is no such set, or it is rendered and has no files.</exception>
    public static DataSetForm FormOf(string name)
    {
        if (DataSetForms.Find(name) is { } form) return form;
        if (name == DataSets.Shapes) throw new UsageException("adasap: data set 'shapes' is rendered by the stages that need it; it has no files");
        var names = DataSetForms.All.Select(known => known.Name).ToList();
        var hint = NearestWord.Of(name, names) is { } meant ? $"did you mean '{meant}'?" : $"there are {string.Join(", ", names)}";
        throw new UsageException($"adasap: there is no data set '{name}'; {hint}");
    }
}
