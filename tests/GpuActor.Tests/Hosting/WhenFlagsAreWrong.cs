using AdaSapSweep.GpuActor.Hosting;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Hosting;

public sealed class WhenFlagsAreWrong
{
    [Theory]
    [InlineData("--slot a", "give either --coordinator or --local")]
    [InlineData("--slot a --local --coordinator akka.tcp://AdaSapSweep@127.0.0.1:1", "give either --coordinator or --local")]
    [InlineData("--slot a --coordinator here", "--coordinator: 'here' is no address")]
    [InlineData("--slot a --coordinator akka.tcp://AdaSapSweep", "--coordinator: 'akka.tcp://AdaSapSweep' is no address")]
    [InlineData("--slot a+b --local", "--slot: expected")]
    [InlineData("--slot a --local --linger 0", "--linger: expected")]
    [InlineData("--slot a --local --device gpu", "--device: 'gpu' is neither cpu nor cuda:N")]
    [InlineData("--slot a --local --threads 0", "--threads: expected")]
    public void ThatIsSaid(string arguments, string expected)
    {
        var parsed = new GpuActorCommand().Root.Parse([.. arguments.Split(' '), "--store", "store.db"]);
        Assert.Contains(parsed.Errors, e => e.Message.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--slot cuda:0/1 --local --device cuda:0 --log out.log")]
    [InlineData("--slot node-7/cpu:0 --coordinator akka.tcp://AdaSapSweep@127.0.0.1:4053 --artifacts /mnt --data /data --linger 60")]
    public void WhatIsRight_IsTaken(string arguments) =>
        Assert.Empty(new GpuActorCommand().Root.Parse([.. arguments.Split(' '), "--store", "store.db"]).Errors);
}
