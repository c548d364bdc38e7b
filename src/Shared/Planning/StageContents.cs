using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>Every content of a plan's stages once.</summary>
internal sealed class StageContents(LocatedDataSet data, LocatedShiftedSet? shifted)
{
    private readonly Dictionary<string, StageClass> _classes = new(StringComparer.Ordinal);

    // Settings compare by content, which saves writing and hashing JSON.
    private readonly Dictionary<(StageClass Class, IStageSettings Settings), StageContent> _contents = [];

    public StageClass ClassOf(string kind)
    {
        if (!_classes.TryGetValue(kind, out var found)) _classes.Add(kind, found = new(kind, StageKinds.VersionOf(kind), data.Fingerprint));
        return found;
    }

    public StageContent Of(StageClass group, IStageSettings settings)
    {
        if (!_contents.TryGetValue((group, settings), out var content))
        {
            // The content of its files is no setting of the sweep file, so no recipe knows it.
            var whole = settings is EvaluationSettings evaluation && shifted is not null ? evaluation with { Shifted = shifted.Settings } : settings;
            content = new(group, whole, WorkEstimate.Of(whole, data, shifted?.Images ?? 0));
            _contents.Add((group, settings), content);
        }

        return content;
    }
}
