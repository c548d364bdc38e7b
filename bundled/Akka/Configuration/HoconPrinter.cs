using System.Text;

namespace Akka.Configuration;

internal static class HoconPrinter
{
    public static string Print(HoconMap map)
    {
        var text = new StringBuilder();
        Fields(text, map, "");
        return text.ToString();
    }

    private static void Fields(StringBuilder text, HoconMap map, string indent)
    {
        foreach (var (key, value) in map.Fields)
        {
            text.Append(indent).Append(Key(key)).Append(" : ");
            Value(text, value, indent);
            text.Append('\n');
        }
    }

    private static void Value(StringBuilder text, HoconNode node, string indent)
    {
        switch (node)
        {
            case HoconMap map:
                text.Append("{\n");
                Fields(text, map, indent + "  ");
                text.Append(indent).Append('}');
                break;
            case HoconList list:
                text.Append('[');
                for (var i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Value(text, list.Items[i], indent + "  ");
                }
                text.Append(']');
                break;
            case HoconText { Value: { } value }:
                text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static string Key(string key) => key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? key : $"\"{key}\"";
}
