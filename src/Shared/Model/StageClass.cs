using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AdaSapSweep.Shared.Model;

/// <summary>What all stages of one kind on one data set have in common.</summary>
internal sealed class StageClass(string kind, int recipeVersion, string dataFingerprint)
{
    // The parts of the text under a key that go before the parent and before the settings, members in ordinal order.
    private readonly byte[] _head = Encoding.UTF8.GetBytes($$"""{"data":{{Text(dataFingerprint)}},"kind":{{Text(kind)}},"parent":""");
    private readonly byte[] _middle = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$""","recipe_version":{{recipeVersion}},"settings":"""));

    public string Kind { get; } = kind;

    public int RecipeVersion { get; } = recipeVersion;

    public string DataFingerprint { get; } = dataFingerprint;

    /// <summary>SHA-256 of canonical JSON.</summary>
    /// <param name="settings">Canonical JSON; it goes into the text as it is.</param>
    public StageKey Key(StageKey? parent, ReadOnlySpan<byte> settings)
    {
        var parentText = Encoding.UTF8.GetBytes(Text(parent?.Value));
        Span<byte> text = new byte[_head.Length + parentText.Length + _middle.Length + settings.Length + 1];
        _head.CopyTo(text);
        var rest = text[_head.Length..];
        parentText.CopyTo(rest);
        rest = rest[parentText.Length..];
        _middle.CopyTo(rest);
        settings.CopyTo(rest[_middle.Length..]);
        text[^1] = (byte)'}';
        return StageKey.Of(text);
    }

    private static string Text(string? value) => JsonSerializer.Serialize(value);
}
