using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.LocalSlots;

public sealed class WhenACoordinatorSaysWhereItListens : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => CoordinatorAddress.PathOf(_folder["store.db"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatItWroteLast_IsRead()
    {
        new CoordinatorAddress("akka.tcp://AdaSapSweep@127.0.0.1:1", Guid.NewGuid()).WriteTo(File);
        var second = new CoordinatorAddress("akka.tcp://AdaSapSweep@127.0.0.1:2", Guid.NewGuid());
        second.WriteTo(File);
        Assert.Equal(second, CoordinatorAddress.Read(File));
        Assert.Equal([File], Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{ "Address": "", "Run": "00000000-0000-0000-0000-000000000000" }""")]
    [InlineData("""{ "Address": "akka.tcp://Ada""")]
    public void AFileThatIsMissingOrSpoilt_SaysNothing(string? text)
    {
        if (text is not null) System.IO.File.WriteAllText(File, text);
        Assert.Null(CoordinatorAddress.Read(File));
    }
}
