using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenDataSetsAreLookedAfter : IDisposable
{
    private const int RecordBytes = 3073;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EachIsListed_WithWhatWasFound()
    {
        Cifar10(label: 9);
        var printed = await Terminal.Run("data", "list", "--data", _folder.Path, "--format", "json");
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        var rows = printed.Json.EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(["shapes", "cifar10", "cifar100", "tiny-imagenet", "image-folder", "idx"], rows.Keys);
        Assert.Equal(("rendered", "no"), (rows["shapes"].GetProperty("found").GetString(), rows["idx"].GetProperty("found").GetString()));
        var cifar = rows["cifar10"];
        Assert.Equal("yes", cifar.GetProperty("found").GetString());
        Assert.Equal((2, 1, 10, 32), (cifar.GetProperty("train_images").GetInt32(), cifar.GetProperty("test_images").GetInt32(), cifar.GetProperty("classes").GetInt32(), cifar.GetProperty("side").GetInt32()));
        Assert.Equal(3 * RecordBytes, cifar.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task WhatCannotBeUsed_IsListedWithTheReason()
    {
        Cifar10(label: 9);
        File.Delete(_folder["test_batch.bin"]);
        var printed = await Terminal.Run("data", "list", "--data", _folder.Path);
        Assert.Contains("unusable", printed.Output, StringComparison.Ordinal);
        Assert.Contains("training files but no test_batch.bin", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWholeSet_IsVerified()
    {
        Cifar10(label: 9);
        var printed = await Terminal.Run("data", "verify", "cifar10", "--data", _folder.Path);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Empty(printed.Output);
        Assert.Contains("3 images, 9.2 kB, 0 checksums; nothing is wrong", printed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedSet_Fails_AndTheFileIsNamed()
    {
        Cifar10(label: 10);
        var printed = await Terminal.Run("data", "verify", "cifar10", "--data", _folder.Path);
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains(_folder["test_batch.bin"], printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASetThatIsNotThere_FailsWithAWayToGetIt()
    {
        var printed = await Terminal.Run("data", "verify", "cifar10", "--data", _folder.Path);
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("cifar-10-binary.tar.gz", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArchiveOfAnotherContentThanThePublished_IsNotUnpacked()
    {
        File.WriteAllBytes(_folder["archive.tar.gz"], new byte[100]);
        var printed = await Terminal.Run("data", "fetch", "cifar10", "--from", _folder["archive.tar.gz"], "--to", _folder["to"]);
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("c32a1d4ab5d03f1284b67883e8d87530 was expected", printed.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["to"]));
    }

    [Theory]
    [InlineData("did you mean 'verify'?", "data", "verfy")]
    [InlineData("adasap data --help", "data")]
    [InlineData("did you mean 'cifar100'?", "data", "verify", "cifar1000")]
    [InlineData("there are cifar10, cifar100", "data", "verify", "imagenet-22k")]
    [InlineData("is rendered", "data", "fetch", "shapes", "--from", "x")]
    [InlineData("--from", "data", "fetch", "cifar10")]
    [InlineData("expected 64 hexadecimal digits", "data", "fetch", "cifar10", "--from", "x", "--sha256", "abc")]
    public async Task Mistakes_AreTold(string expected, params string[] arguments)
    {
        var printed = await Terminal.Run(arguments);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
    }

    private void Cifar10(byte label)
    {
        File.WriteAllBytes(_folder["data_batch_1.bin"], new byte[2 * RecordBytes]);
        File.WriteAllBytes(_folder["test_batch.bin"], [label, .. new byte[RecordBytes - 1]]);
    }
}
