using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Masks;

public class A_layer_budget
{
    private static readonly LayerShape[] Small = Shapes([8, 3, 3, 3], [16, 8, 3, 3], [10, 16]);

    [Fact]
    public void By_igq_gives_the_counts_of_the_official_code()
    {
        Assert.Equal([125, 1015, 81], LayerBudget.Zeros(LayerBudgets.Igq, Small, 0.8));
        var sparsities = LayerBudget.Densities(LayerBudgets.Igq, Small, 0.8).Select(density => 1 - density).ToArray();
        double[] expected = [.582225, .881414, .507952];
        for (var i = 0; i < 3; i++) Assert.Equal(expected[i], sparsities[i], 5e-5);
    }

    [Theory]
    [InlineData(0.8, new long[] { 368, 508, 175 })]
    [InlineData(0.5, new long[] { 739, 1657, 230 })] // the exact root keeps 1656.57; the official search, content with 1/N, 1658
    public void By_igq_keeps_what_the_exact_root_says_in_larger_layers(double sparsity, long[] kept) =>
        Assert.Equal(kept, Kept([1000], [4000], [250], sparsity));

    [Theory]
    [InlineData(0.8, new long[] { 8, 10, 9 })] // official search: 8, 11, 10
    [InlineData(0.5, new long[] { 14, 30, 23 })]
    public void By_igq_keeps_what_it_says_in_tiny_layers(double sparsity, long[] kept) => Assert.Equal(kept, Kept([18], [72], [40], sparsity));

    [Fact]
    public void By_igq_ends_when_a_midpoint_is_the_answer()
    {
        var one = Shapes([64]);
        Assert.Equal(0.5, LayerBudget.Densities(LayerBudgets.Igq, one, 0.5)[0]);
        Assert.Equal([32], LayerBudget.Zeros(LayerBudgets.Igq, one, 0.5));
    }

    [Theory]
    [InlineData(0.2, .329477, .109018, .680274)]
    [InlineData(0.5, 1, .336806, 1)]
    public void By_erk_gives_the_densities_of_the_reference(double density, double first, double second, double third) => AssertErk(Small, density, [first, second, third]);

    [Theory]
    [InlineData(0.2, .430928, .306186, .144588)]
    [InlineData(0.5, 1, .778846, .367788)]
    public void By_erk_gives_them_for_a_stack_of_convolutions(double density, double first, double second, double third) =>
        AssertErk(Shapes([16, 16, 3, 3], [32, 16, 3, 3], [64, 32, 3, 3]), density, [first, second, third]);

    [Fact]
    public void By_erk_gives_them_for_tiny_layers() =>
        AssertErk(Shapes([2, 1, 3, 3], [4, 2, 3, 3], [10, 4]), 0.2, [.371429, .123810, .26]);

    /// <summary>
    /// RigL's code counts what is wanted as n - floor(S n) of each layer, the Sparsity-Win code as D n, so the densities differ by the ratio of
    /// the two: in the third digit for small layers.
    /// </summary>
    [Theory]
    [InlineData(.8, .330987, .109518, .683390)]
    [InlineData(.9, .166032, .054937, .342808)]
    public void By_erk_gives_the_densities_of_rigl_but_for_its_whole_counts(double sparsity, double first, double second, double third)
    {
        var whole = Small.Sum(layer => layer.Count - (long)Math.Floor(sparsity * layer.Count)) / ((1 - sparsity) * Small.Sum(layer => layer.Count));
        var densities = LayerBudget.Densities(LayerBudgets.Erk, Small, sparsity);
        double[] rigl = [first, second, third];
        for (var i = 0; i < 3; i++) Assert.Equal(rigl[i], whole * densities[i], 1e-6);
        Assert.InRange(whole, 1.004, 1.009);
    }

    [Fact]
    public void By_erk_gives_the_counts_of_rigl_where_dense_layers_take_the_rest() =>
        Assert.Equal([216 - 216, 1152 - 388, 160 - 160], LayerBudget.Zeros(LayerBudgets.Erk, Small, .5));

    /// <summary>Of the pre-activation ResNet-18 for ten classes, where a weight more or less in a layer does not show.</summary>
    [Theory]
    [InlineData(.8, 2_232_885, .753845, .498756, .371211, .246522, .184178, .122547)]
    [InlineData(.9, 1_116_453, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, .057611)]
    [InlineData(.95, 558_235, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)]
    public void By_erk_gives_those_of_rigl_for_a_large_network(
        double sparsity, long kept, double to128, double at128, double to256, double at256, double to512, double at512)
    {
        LayerShape[] layers = [.. TensorDeclaration.Of(NetworkCatalog.Blueprint("preact-resnet18", 10, Tiny.Normalisation))
            .Where(t => t.Kind == TensorKind.Weight).Select(t => new LayerShape(t.Name, t.Shape))];
        var densities = layers.Zip(LayerBudget.Densities(LayerBudgets.Erk, layers, sparsity)).ToDictionary(l => l.First.Name, l => l.Second);
        var found = layers.Zip(LayerBudget.Zeros(LayerBudgets.Erk, layers, sparsity)).Sum(l => l.First.Count - l.Second);
        Assert.InRange(found - kept, -2 * layers.Length, 2 * layers.Length);
        (string Layer, double Density)[] expected =
        [
            ("layer2.0.conv1", to128), ("layer2.0.conv2", at128), ("layer3.0.conv1", to256), ("layer3.0.conv2", at256), ("layer4.0.conv1", to512), ("layer4.0.conv2", at512),
        ];
        foreach (var (layer, density) in expected.Where(e => !double.IsNaN(e.Density))) Assert.Equal(density, densities[$"{layer}.weight"], 1e-5);
        if (sparsity == .8)
            Assert.Equal(
                ["conv1", "layer1.0.conv1", "layer1.0.conv2", "layer1.1.conv1", "layer1.1.conv2", "layer2.0.shortcut.0", "layer3.0.shortcut.0", "layer4.0.shortcut.0", "linear"],
                densities.Where(d => d.Value == 1).Select(d => d.Key[..^".weight".Length]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Uniform_rounds_each_layer() =>
        Assert.Equal([173, 922, 128], LayerBudget.Zeros(LayerBudgets.Uniform, Small, 0.8));

    [Theory]
    [InlineData(LayerBudgets.Igq)]
    [InlineData(LayerBudgets.Erk)]
    [InlineData(LayerBudgets.Uniform)]
    public void Meets_the_sparsity_within_a_weight_a_layer_and_leaves_no_layer_empty(string kind)
    {
        var random = new SplitMix64(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var count = 2 + random.Below(6);
            var layers = Shapes([.. Enumerable.Range(0, count).Select(_ => new long[] { 20 + random.Below(40), 10 + random.Below(30), 3, 3 })]);
            var sparsity = random.Between(0.05, 0.98);
            var zeros = LayerBudget.Zeros(kind, layers, sparsity);
            Assert.InRange(zeros.Sum() - sparsity * layers.Sum(layer => layer.Count), -layers.Length, layers.Length);
            Assert.All(zeros.Zip(layers), pair => Assert.InRange(pair.First, 0, pair.Second.Count - 1));
        }
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentException>(() => LayerBudget.Zeros("er", Small, 0.5));
        Assert.Throws<ArgumentException>(() => LayerBudget.Zeros(LayerBudgets.Erk, Small, 1));
        Assert.Throws<ArgumentException>(() => LayerBudget.Zeros(LayerBudgets.Erk, Small, 0));
        Assert.Throws<ArgumentException>(() => LayerBudget.Zeros(LayerBudgets.Erk, [], 0.5));
    }

    private static void AssertErk(LayerShape[] layers, double density, double[] expected)
    {
        var densities = LayerBudget.Densities(LayerBudgets.Erk, layers, 1 - density);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], densities[i], 1e-6);
    }

    private static IEnumerable<long> Kept(long[] a, long[] b, long[] c, double sparsity)
    {
        var layers = Shapes(a, b, c);
        return LayerBudget.Zeros(LayerBudgets.Igq, layers, sparsity).Select((zeros, i) => layers[i].Count - zeros);
    }

    private static LayerShape[] Shapes(params long[][] dimensions) => [.. dimensions.Select((d, i) => new LayerShape($"layer{i}", d))];
}
