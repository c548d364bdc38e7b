using System.Text;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class BrokenYaml
{
    [Theory]
    [InlineData("", "1:1: the file is empty; it needs at least 'name', 'data' and 'grids'")]
    [InlineData("# nothing\n", "1:1: the file is empty; it needs at least 'name', 'data' and 'grids'")]
    [InlineData("name: a\n  seeds: [1]\n", "2:8: a ':' is not expected here; quote the text, or check the indentation")]
    [InlineData("seeds: [1, 2\nname: a\n", "1:10: expected ',' or a closing bracket after this")]
    [InlineData("data: { name: shapes\nname: a\n", "1:13: expected ',' or a closing bracket after this")]
    [InlineData("seeds: [1, 2\n", "2:1: expected ',' or ']' in this list")]
    [InlineData("data: { name: shapes\n", "2:1: expected ',' or '}' in this block")]
    [InlineData("name: \"a\n", "1:7: a quote is opened and never closed")]
    [InlineData("name: @a\n", "1:7: this character cannot start a value; put the value in quotes")]
    [InlineData("name: a\nseeds\ndata: 1\n", "2:1: expected another 'key: value' here; check that it is indented like its neighbours")]
    [InlineData("grids:\n\t- method: sgd\n", "2:1: a tab cannot indent YAML; use spaces")]
    [InlineData("name: a\u0001\n", "1:8: control character 0x01 is not allowed")]
    [InlineData("name: a\n---\nname: b\n", "2:1: a second document starts here; a sweep file is one document")]
    public void IsToldInPlainWords(string text, string expected) => Assert.Equal([expected], Errors(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void WithAnchorsAndAliases_IsRefusedWithoutFollowingThem()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 40; i++) bomb.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");

        var errors = Errors(Encoding.UTF8.GetBytes(bomb.ToString()));

        Assert.Contains("1:5: anchor '&a0' is not supported; write the value out where it is needed", errors);
        Assert.Contains("2:10: alias '*a0' is not supported; write the value out", errors);
        Assert.Equal(101, errors.Count);
        Assert.Contains("more errors from here on", errors[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void WithATag_IsRefused() => Assert.Contains("1:7: tag '!text' is not supported; write the plain value", Errors("name: !text a\n"u8));

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{a: ", 100_000)]
    [InlineData("- ", 100_000)]
    public void NestedVeryDeep_IsRefused(string opening, int times) =>
        Assert.Contains("nested more than 16 deep", Assert.Single(Errors(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, times))))), StringComparison.Ordinal);

    [Fact]
    public void ThatIsNotUtf8_IsToldWithTheByte() =>
        Assert.Equal(["2:4: byte 0xE9 is not UTF-8; save the file as UTF-8"], Errors([.. "name: a\n# f"u8, 0xE9, .. "e\n"u8]));

    [Fact]
    public void LargerThanOneMebibyte_IsRefused() =>
        Assert.Equal(["0:0: the file is larger than 1 MiB; a sweep file is a short text"], Errors(new byte[(1024 * 1024) + 1]));

    [Fact]
    public void AtAPathThatDoesNotExist_IsAnError()
    {
        var error = Assert.Single(SweepFile.Read("no-such-sweep.yaml").Errors);

        Assert.Equal("no-such-sweep.yaml: there is no such file", error.Format("no-such-sweep.yaml"));
    }

    [Fact]
    public void HasErrorsThatEditorsCanFollow() =>
        Assert.Equal("sweep.yaml:1:7: 'name' has no value", new SweepFileError(1, 7, "'name' has no value").Format("sweep.yaml"));

    [Fact]
    public void WithAByteOrderMarkAndCrLf_IsNotBroken()
    {
        var text = Examples.Quickstart.ReplaceLineEndings("\r\n");

        Assert.Empty(SweepFile.Parse([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]).Errors);
    }

    private static List<string> Errors(ReadOnlySpan<byte> content) =>
        [.. SweepFile.Parse(content).Errors.Select(e => $"{e.Line}:{e.Column}: {e.Message}")];
}
