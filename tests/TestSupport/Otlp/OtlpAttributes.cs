namespace AdaSapSweep.TestSupport.Otlp;

internal static class OtlpAttributes
{
    /// <summary>The key-value pairs that a message holds under a field number.</summary>
    public static Dictionary<string, object?> Read(ReadOnlySpan<byte> message, int number)
    {
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var field = new WireReader(message); field.Next();)
        {
            if (field.Field != number) continue;
            var (key, value) = ("", (object?)null);
            for (var pair = new WireReader(field.Bytes); pair.Next();)
            {
                if (pair.Field == 1) key = pair.Text;
                else value = Value(pair.Bytes);
            }

            attributes[key] = value;
        }

        return attributes;
    }

    /// <summary>Text, bool, long, double, or a list of these.</summary>
    public static object? Value(ReadOnlySpan<byte> message)
    {
        var field = new WireReader(message);
        if (!field.Next()) return null;
        return field.Field switch
        {
            1 => field.Text,
            2 => field.Number != 0,
            3 => (long)field.Number,
            4 => BitConverter.UInt64BitsToDouble(field.Number),
            5 => Values(field.Bytes),
            _ => throw new FormatException($"an attribute of kind {field.Field}"),
        };
    }

    /// <summary>Field 1 of a scope.</summary>
    public static string Name(ReadOnlySpan<byte> scope)
    {
        for (var field = new WireReader(scope); field.Next();)
        {
            if (field.Field == 1) return field.Text;
        }

        return "";
    }

    private static List<object?> Values(ReadOnlySpan<byte> message)
    {
        var values = new List<object?>();
        for (var field = new WireReader(message); field.Next();) values.Add(Value(field.Bytes));
        return values;
    }
}
