using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>
/// Neurons that are perturbed together: neuron i is row i of each of these weights, end to end. Coupled channels share a score, a
/// radius and a ball.
/// </summary>
/// <param name="IsPrunable">False for the classifier: its rows are classes, have no score, and take the radius of a mean neuron.</param>
public sealed record NeuronGroup(string Name, IReadOnlyList<string> Weights, bool IsPrunable)
{
    /// <returns>The channel groups of a network, then its classifier. Together they are its weights of two or more dimensions.</returns>
    public static IReadOnlyList<NeuronGroup> Of(Blueprint blueprint)
    {
        NeuronGroup[] prunable =
        [
            .. blueprint.Groups.Select(g => new NeuronGroup(g.Name, [.. g.With(MemberRole.Producer), .. g.With(MemberRole.Depthwise)], true)),
        ];
        var inGroups = prunable.SelectMany(g => g.Weights).ToHashSet();
        var rest = TensorDeclaration.Of(blueprint).Where(t => t.Kind == TensorKind.Weight && !inGroups.Contains(t.Name));
        return [.. prunable, .. rest.Select(t => new NeuronGroup(t.Name, [t.Name], false))];
    }
}
