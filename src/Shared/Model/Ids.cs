using System.Security.Cryptography;
using System.Text;

namespace AdaSapSweep.Shared.Model;

/// <summary>Identity of a trial: SHA-256 of its canonical resolved configuration, 64 lower-case hex digits.</summary>
public readonly record struct TrialId(string Value)
{
    public static TrialId Of(string canonicalConfiguration) => new(Hash.Hex(canonicalConfiguration));

    public string Prefix => Value[..10];

    public override string ToString() => Value;
}

/// <summary>Identity of a stage: SHA-256 of (kind, recipe version, settings, data fingerprint, parent key), 64 lower-case hex digits.</summary>
public readonly record struct StageKey(string Value)
{
    /// <summary>Reads a key from outside the process.</summary>
    /// <exception cref="FormatException">Not 64 lower-case hex digits.</exception>
    public static StageKey Parse(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? new(text) : throw new FormatException("a stage key is 64 lower-case hex digits");

    public string Prefix => Value[..10];

    public override string ToString() => Value;
}

/// <summary>A sweep's id in its store.</summary>
public readonly record struct SweepId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A share of a device, as <c>node/cpu:0</c>; the same after its process is started anew.</summary>
public readonly record struct SlotId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The number of an attempt at a stage, from 1; it fences late messages.</summary>
public readonly record struct AttemptNumber(int Value)
{
    public AttemptNumber Next => new(Value + 1);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

internal static class Hash
{
    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
