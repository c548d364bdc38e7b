using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Shared.SweepFiles.Yaml;

/// <summary>Turns bytes into text that is worth parsing.</summary>
internal static class YamlText
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without a byte order mark; null when it is too long or not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, ErrorList errors)
    {
        if (bytes.Length > MaxBytes)
        {
            errors.Add(SourcePosition.WholeFile, "the file is larger than 1 MiB; a sweep file is a short text");
            return null;
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            var before = bytes[..Math.Clamp(error.Index, 0, bytes.Length)];
            var at = new SourcePosition(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            var found = error.BytesUnknown is [var first, ..] ? first.ToString("X2", CultureInfo.InvariantCulture) : "??";
            errors.Add(at, $"byte 0x{found} is not UTF-8; save the file as UTF-8");
            return null;
        }
    }

    /// <summary>Finds what YAML would only complain about in riddles: tabs as indentation, and control characters.</summary>
    public static void CheckCharacters(string text, ErrorList errors)
    {
        int line = 1, column = 1;
        var indenting = true;
        foreach (var character in text)
        {
            if (character == '\n') (line, column, indenting) = (line + 1, 0, true);
            else if (character == '\t' && indenting) errors.Add(new(line, column), "a tab cannot indent YAML; use spaces");
            else if (char.IsControl(character) && character is not ('\t' or '\r'))
                errors.Add(new(line, column), $"control character 0x{(int)character:X2} is not allowed");
            if (character is not (' ' or '\t' or '\n')) indenting = false;
            column++;
        }
    }
}
