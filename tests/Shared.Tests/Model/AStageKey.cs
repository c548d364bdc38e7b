using System.Text.Json;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Tests.Model;

public sealed class AStageKey
{
    /// <summary>SHA-256 of "abc", FIPS 180-4.</summary>
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void IsWrittenAsItsDigits()
    {
        Assert.Equal(Abc, StageKey.Of("abc"u8).Value);
        Assert.Equal(Abc, new StageKey(Abc).ToString());
        Assert.Equal("ba7816bf8f", new StageKey(Abc).Prefix);
        Assert.Equal($"\"{Abc}\"", JsonSerializer.Serialize(new StageKey(Abc)));
        Assert.Equal(new StageKey(Abc), JsonSerializer.Deserialize<StageKey>($"\"{Abc}\""));
    }

    [Fact]
    public void DiffersFromAnother_WhereverTheDigitsDiffer() => Assert.All(Enumerable.Range(0, 64), place =>
    {
        var other = string.Concat(Abc.AsSpan(0, place), Abc[place] == '0' ? "1" : "0", Abc.AsSpan(place + 1));

        Assert.NotEqual(new StageKey(Abc), new StageKey(other));
        Assert.Equal(other, new StageKey(other).Value);
    });

    [Theory]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    public void IsNotMadeFromOtherText(string text)
    {
        Assert.Throws<FormatException>(() => new StageKey(text));
        Assert.Throws<FormatException>(() => new TrialId(text));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StageKey>($"\"{text}\""));
    }
}
