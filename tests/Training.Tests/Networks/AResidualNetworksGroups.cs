using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Networks;

public sealed class AResidualNetworksGroups
{
    private static readonly Blueprint Resnet20 = NetworkCatalog.Blueprint("resnet20", 10, InputNormalisation.None);

    [Fact]
    public void AreThreeStreamsAndOneInnerGroupABlock()
    {
        Assert.Equal(3 + 9, Resnet20.Groups.Count);
        Assert.Equal(["s1", "s2", "s3"], Resnet20.Groups.Select(g => g.Name).Where(n => n.StartsWith('s')));
    }

    [Fact]
    public void TheFirstStreamHoldsStemAndSecondConvolutionsAndFeedsTheNextStage()
    {
        var stream = Resnet20.Groups.Single(g => g.Name == "s1");
        Assert.Equal(["conv1.weight", "layer1.0.conv2.weight", "layer1.1.conv2.weight", "layer1.2.conv2.weight"], stream.With(MemberRole.Producer));
        Assert.Equal(
            ["layer1.0.conv1.weight", "layer1.1.conv1.weight", "layer1.2.conv1.weight", "layer2.0.conv1.weight"], stream.With(MemberRole.Consumer));
        Assert.Equal(4, stream.With(MemberRole.NormScale).Count());
        Assert.Equal(8, stream.With(MemberRole.NormStatistic).Count());
    }

    [Fact]
    public void TheClassifierReadsTheLastStreamAndIsInNoGroupItself()
    {
        Assert.Contains("linear.weight", Resnet20.Groups.Single(g => g.Name == "s3").With(MemberRole.Consumer));
        Assert.DoesNotContain(Resnet20.Groups, g => g.With(MemberRole.Producer).Contains("linear.weight"));
    }

    [Fact]
    public void AShortcutMapPutsOldChannelsInTheMiddle()
    {
        var map = Resnet20.Maps["layer2.0.shortcut"];
        Assert.Equal([.. Enumerable.Repeat(-1, 8), .. Enumerable.Range(0, 16), .. Enumerable.Repeat(-1, 8)], map);
    }

    [Fact]
    public void CuttingEitherStreamRewritesTheMap()
    {
        var cut = Resnet20.Without("s1", [0, 5]).Without("s2", [0, 10]);
        Assert.Equal([.. Enumerable.Repeat(-1, 8), 0, 2, 3, -1, .. Enumerable.Range(4, 10), .. Enumerable.Repeat(-1, 8)], cut.Maps["layer2.0.shortcut"]);
    }

    [Fact]
    public void CannotBeEmptied() => Assert.Throws<ArgumentException>(() => Resnet20.Without("s1", [.. Enumerable.Range(0, 16)]));

    [Fact]
    public void KnowOnlyTheirOwnChannels() => Assert.Throws<ArgumentException>(() => Resnet20.Without("s1", [16]));
}
