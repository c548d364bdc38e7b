using System.Text;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Model;

/// <summary>What a stage is, but for where it starts from. In a large sweep many stages have the same content after different parents.</summary>
internal sealed class StageContent
{
    private byte[]? _text;

    /// <summary>Content whose text is written when it is asked for.</summary>
    public StageContent(StageClass group, IStageSettings settings, double work) => (Class, Record, Work) = (group, settings, work);

    /// <summary>Content that came as text.</summary>
    public StageContent(StageClass group, string settings, double work) => (Class, _text, Work) = (group, Encoding.UTF8.GetBytes(settings), work);

    public StageClass Class { get; }

    public double Work { get; }

    /// <summary>The first stage of a plan that has this content.</summary>
    public StageSpec? First { get; set; }

    /// <summary>Set when a second stage has this content: its text is then kept rather than written for each.</summary>
    public bool IsShared { get; set; }

    /// <summary>Null for content that came as text.</summary>
    public IStageSettings? Record { get; }

    /// <summary>Canonical JSON.</summary>
    public string Settings => Encoding.UTF8.GetString(Text());

    public StageKey Key(StageKey? parent) => Class.Key(parent, Text());

    private byte[] Text()
    {
        if (_text is { } known) return known;
        var text = StageJson.WriteUtf8(Record!);
        if (IsShared) _text = text;
        return text;
    }
}
