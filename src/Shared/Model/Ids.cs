using System.Text.Json.Serialization;

namespace AdaSapSweep.Shared.Model;

/// <summary>Identity of a trial: SHA-256 of its canonical resolved configuration, 64 lower-case hex digits.</summary>
[JsonConverter(typeof(TrialIdJson))]
public readonly record struct TrialId
{
    private readonly Digest _digest;

    /// <exception cref="FormatException">Not 64 lower-case hex digits.</exception>
    public TrialId(string text) => _digest = Digest.Parse(text, "a trial's id");

    private TrialId(Digest digest) => _digest = digest;

    public string Value => _digest.ToString();

    public string Prefix => Value[..10];

    public static TrialId Of(string canonicalConfiguration) => new(Digest.Of(canonicalConfiguration));

    public override string ToString() => Value;
}

/// <summary>Identity of a stage: SHA-256 of (kind, recipe version, settings, data fingerprint, parent key), 64 lower-case hex digits.</summary>
[JsonConverter(typeof(StageKeyJson))]
public readonly record struct StageKey
{
    private readonly Digest _digest;

    /// <exception cref="FormatException">Not 64 lower-case hex digits.</exception>
    public StageKey(string text) => _digest = Digest.Parse(text, "a stage key");

    private StageKey(Digest digest) => _digest = digest;

    public string Value => _digest.ToString();

    public string Prefix => Value[..10];

    /// <summary>The key under which a stage of that canonical description is known.</summary>
    public static StageKey Of(ReadOnlySpan<byte> canonicalDescription) => new(Digest.Of(canonicalDescription));

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
