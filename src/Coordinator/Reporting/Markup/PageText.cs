using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AdaSapSweep.Coordinator.Reporting.Markup;

/// <summary>Writes a page as HTML that is well-formed XML as well.</summary>
internal static class PageText
{
    private const char Replacement = '\uFFFD';

    public static void Write(XElement page, Stream output)
    {
        foreach (var text in page.DescendantNodes().OfType<XText>()) text.Value = Clean(text.Value);
        foreach (var attribute in page.DescendantsAndSelf().Attributes()) attribute.Value = Clean(attribute.Value);
        output.Write("<!DOCTYPE html>\n"u8);
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Replace };
        using var writer = XmlWriter.Create(output, settings);
        page.Save(writer);
    }

    /// <summary>What comes from a store may hold anything; neither XML nor a reader has a use for control characters and halves of pairs.</summary>
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) clean.Append(text[i]).Append(text[++i]);
            else if (text[i] == '\r') clean.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            else clean.Append(IsPlain(text[i]) ? text[i] : Replacement);
        }
        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
            if (c == '\r' || !IsPlain(c)) return false;
        return true;
    }

    /// <remarks>The C1 controls are allowed in XML and not in HTML.</remarks>
    private static bool IsPlain(char c) => XmlConvert.IsXmlChar(c) && c is not (>= '\u007F' and <= '\u009F');
}
