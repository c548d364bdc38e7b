using System.Collections.Immutable;

namespace AdaSapSweep.Shared.SweepFiles.Yaml;

/// <summary>A node of a sweep file with its place.</summary>
internal abstract record YamlNode(SourcePosition At);

/// <param name="Plain">Written without quotes; only then can it be a number or a truth value.</param>
internal sealed record YamlScalar(string Text, bool Plain, SourcePosition At) : YamlNode(At)
{
    /// <summary>Nothing was written, or YAML's word for nothing.</summary>
    public bool IsNothing => Plain && Text is "" or "~" or "null";
}

internal sealed record YamlList(ImmutableArray<YamlNode> Items, SourcePosition At) : YamlNode(At);

/// <summary>Entries in the order of the file; the same key may occur twice.</summary>
internal sealed record YamlMap(ImmutableArray<YamlEntry> Entries, SourcePosition At) : YamlNode(At);

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A node that was already complained about; nobody needs to complain again.</summary>
internal sealed record YamlRefused(SourcePosition At) : YamlNode(At);
