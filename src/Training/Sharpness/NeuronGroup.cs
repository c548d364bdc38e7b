using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>
/// Neurons that are perturbed together: neuron i is slice i of each of these parameters, end to end. Coupled channels share a score, a
/// radius and a ball.
/// </summary>
/// <param name="Weights">Parameters with neurons along dimension 0.</param>
/// <param name="IsPrunable">False for the classifier: its rows are classes, have no score, and take the radius of a mean neuron.</param>
public sealed record NeuronGroup(string Name, IReadOnlyList<string> Weights, bool IsPrunable)
{
    /// <param name="perturb">
    /// A word of <see cref="PerturbedParameters"/>. <c>weights</c>: those of two or more dimensions. gamma, beta and a bias belong to the
    /// channel that they scale or shift.
    /// </param>
    /// <returns>The channel groups of a network, then what belongs to no channel: the classifier.</returns>
    public static IReadOnlyList<NeuronGroup> Of(Blueprint blueprint, string perturb = PerturbedParameters.Weights)
    {
        MemberRole[] roles = perturb switch
        {
            PerturbedParameters.Weights => [MemberRole.Producer, MemberRole.Depthwise],
            PerturbedParameters.WeightsAndNorms => [MemberRole.Producer, MemberRole.Depthwise, MemberRole.NormScale, MemberRole.NormShift],
            PerturbedParameters.Everything =>
                [MemberRole.Producer, MemberRole.Depthwise, MemberRole.NormScale, MemberRole.NormShift, MemberRole.ProducerBias],
            _ => throw new ArgumentOutOfRangeException(nameof(perturb), perturb, "not a choice of parameters to perturb"),
        };
        NeuronGroup[] prunable = [.. blueprint.Groups.Select(g => new NeuronGroup(g.Name, [.. roles.SelectMany(g.With)], true))];
        var grouped = blueprint.Groups.SelectMany(g => g.Members).Where(m => m.Role != MemberRole.Consumer).Select(m => m.Tensor).ToHashSet();
        var rest = TensorDeclaration.Of(blueprint).Where(t => t.IsParameter && !grouped.Contains(t.Name) && Moves(t, perturb));
        return [.. prunable, .. rest.GroupBy(t => t.Name[..t.Name.LastIndexOf('.')]).Select(l => new NeuronGroup(l.Key, [.. l.Select(t => t.Name)], false))];
    }

    private static bool Moves(TensorDeclaration tensor, string perturb) => tensor.Kind switch
    {
        TensorKind.Weight => true,
        TensorKind.Bias => perturb == PerturbedParameters.Everything,
        _ => perturb != PerturbedParameters.Weights,
    };
}
