using System.Text;
using System.Text.Json;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>A member of two stages' settings that is not the same in both.</summary>
/// <param name="Name">Dotted, as <c>optimizer.learning_rate</c>.</param>
/// <param name="Own">Canonical JSON; null when the first one does not have it.</param>
/// <param name="Other">Canonical JSON; null when the second one does not have it.</param>
public readonly record struct FieldDifference(string Name, string? Own, string? Other)
{
    /// <summary>1, or where only one side has it and it is a block, its members.</summary>
    public int Fields => Own is null ^ Other is null && (Own ?? Other) is ['{', ..] block ? Math.Max(1, Members(block)) : 1;

    /// <summary>Walks both texts side by side, which spares a large store a dictionary for each of its stages.</summary>
    /// <param name="own">Canonical JSON: the members of each object in ordinal order.</param>
    /// <exception cref="JsonException">One of them is no JSON.</exception>
    public static void Collect(ReadOnlySpan<byte> own, ReadOnlySpan<byte> other, ICollection<FieldDifference> into)
    {
        if (own.SequenceEqual(other)) return;
        var left = new Side(own);
        var right = new Side(other);
        left.Reader.Read();
        right.Reader.Read();
        Objects(ref left, ref right, "", into);
    }

    private static int Members(string block)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(block));
        var members = 0;
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName) members++;
        return members;
    }

    private static void Objects(ref Side left, ref Side right, string prefix, ICollection<FieldDifference> into)
    {
        left.Reader.Read();
        right.Reader.Read();
        while (left.AtMember || right.AtMember)
        {
            var order = !left.AtMember ? 1 : !right.AtMember ? -1 : left.Reader.ValueSpan.SequenceCompareTo(right.Reader.ValueSpan);
            if (order < 0) into.Add(new(prefix + left.Name(), left.Value(), null));
            else if (order > 0) into.Add(new(prefix + right.Name(), null, right.Value()));
            else Same(ref left, ref right, prefix, into);
        }

        left.Reader.Read();
        right.Reader.Read();
    }

    private static void Same(ref Side left, ref Side right, string prefix, ICollection<FieldDifference> into)
    {
        var name = left.Reader.ValueSpan;
        left.Reader.Read();
        right.Reader.Read();
        if (left.Reader.TokenType == JsonTokenType.StartObject && right.Reader.TokenType == JsonTokenType.StartObject)
        {
            Objects(ref left, ref right, $"{prefix}{Encoding.UTF8.GetString(name)}.", into);
            return;
        }

        var a = left.Raw();
        var b = right.Raw();
        if (!a.SequenceEqual(b)) into.Add(new(prefix + Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(a), Encoding.UTF8.GetString(b)));
    }

    private ref struct Side(ReadOnlySpan<byte> json)
    {
        private readonly ReadOnlySpan<byte> _json = json;

        public Utf8JsonReader Reader = new(json);

        public readonly bool AtMember => Reader.TokenType == JsonTokenType.PropertyName;

        /// <summary>Steps from a member's name to its value.</summary>
        public string Name()
        {
            var name = Encoding.UTF8.GetString(Reader.ValueSpan);
            Reader.Read();
            return name;
        }

        public string Value() => Encoding.UTF8.GetString(Raw());

        /// <summary>The value at which the reader stands; steps behind it.</summary>
        public ReadOnlySpan<byte> Raw()
        {
            var begin = (int)Reader.TokenStartIndex;
            Reader.Skip();
            var raw = _json[begin..(int)Reader.BytesConsumed];
            Reader.Read();
            return raw;
        }
    }
}
