using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Model;

/// <summary>A stage of the plan: what is run, on what data, after which parent.</summary>
/// <remarks>A planned one works out its key, and writes its settings, when it is asked: a plan of a million trials has several times as many.</remarks>
public sealed class StageSpec : IEquatable<StageSpec>
{
    private readonly StageSpec? _parent;
    private readonly StageContent _content;
    private StrongBox<StageKey>? _key;

    /// <summary>A stage that is known by its key, as it came over the wire.</summary>
    [JsonConstructor]
    public StageSpec(StageKey key, StageKey? parent, string kind, int recipeVersion, string settings, string dataFingerprint, double work)
    {
        _content = new(new(kind, recipeVersion, dataFingerprint), settings, work);
        _parent = parent is { } known ? new(known, _content) : null;
        _key = new(key);
    }

    internal StageSpec(StageContent content, StageSpec? parent, int place) => (_content, _parent, Place) = (content, parent, place);

    private StageSpec(StageKey key, StageContent content) => (_key, _content) = (new(key), content);

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StageKey Key => (_key ??= new(_content.Key(Parent))).Value;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StageKey? Parent => _parent?.Key;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Kind => _content.Class.Kind;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int RecipeVersion => _content.Class.RecipeVersion;

    /// <summary>Canonical JSON, see <see cref="StageJson"/>. May be written anew at each call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Settings => _content.Settings;

    /// <summary>SHA-256 over the content of the data set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string DataFingerprint => _content.Class.DataFingerprint;

    /// <summary>Planned work in units of one forward pass of one image through resnet20; orders and estimates stages, never part of the key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Work => _content.Work;

    /// <summary>Place in the plan that it was made for.</summary>
    internal int Place { get; }

    /// <summary>The parent of a planned stage.</summary>
    internal StageSpec? PlannedParent => _parent;

    /// <summary>The settings as a record.</summary>
    /// <exception cref="FormatException">They came as text that is not that of a stage of the kind.</exception>
    public IStageSettings ReadSettings() => _content.Record ?? StageJson.Read(Kind, Settings);

    internal StageContent Content => _content;

    public static StageSpec Create(string kind, IStageSettings settings, string dataFingerprint, StageKey? parent, double work) =>
        Create(new StageContent(new(kind, StageKinds.VersionOf(kind), dataFingerprint), settings, work), parent);

    private static StageSpec Create(StageContent content, StageKey? parent) => new(content, parent is { } known ? new(known, content) : null, 0);

    public bool Equals(StageSpec? other) =>
        other is not null && Key == other.Key && Parent == other.Parent && Kind == other.Kind && RecipeVersion == other.RecipeVersion &&
        Settings == other.Settings && DataFingerprint == other.DataFingerprint && Work.Equals(other.Work);

    public override bool Equals(object? obj) => Equals(obj as StageSpec);

    public override int GetHashCode() => Key.GetHashCode();

    public override string ToString() => $"{Kind} {Key}";
}
