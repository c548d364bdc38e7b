using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Objectives;

/// <summary>
/// Networks that others imitate, out of the parent's file. A file that does not hold one of that name is a teacher itself: the network of its best
/// epoch by validation, or else its own.
/// </summary>
internal sealed class Teachers : IDisposable
{
    private readonly OrderedDictionary<string, Network> _networks = new(StringComparer.Ordinal);
    private IReadOnlyList<SteadyNetwork>? _steady;

    private Teachers(IEnumerable<string> names, string parent, Device device)
    {
        try
        {
            foreach (var name in names)
                _networks.Add(
                    name,
                    NetworkFile.ReadOther(parent, name, device) ?? NetworkFile.ReadOther(parent, OtherNetworks.Best, device) ?? NetworkFile.Read(parent, device));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IEnumerable<KeyValuePair<string, Network>> ByName => _networks;

    /// <returns>Those that the stage imitates; null where it does not.</returns>
    /// <exception cref="ArgumentException">There is no parent to have them from.</exception>
    /// <exception cref="InvalidDataException">The parent's file is damaged, or a teacher knows other classes.</exception>
    public static Teachers? Of(TrainingSettings settings, string? parent, int classes, Device device)
    {
        if (settings.Distillation is not { } distillation) return null;
        var teachers = new Teachers(
            [.. distillation.Standard is null ? [] : new[] { TeacherNames.Standard }, .. distillation.Robust is null ? [] : new[] { TeacherNames.Robust }],
            parent ?? throw new ArgumentException("teachers come from a parent", nameof(parent)), device);
        if (teachers._networks.Values.All(n => n.Blueprint.Classes == classes)) return teachers;
        teachers.Dispose();
        throw new InvalidDataException($"a teacher in '{parent}' does not have {classes} classes");
    }

    /// <returns>Those that the stage's file is to hold, on the CPU; null where there is none.</returns>
    public static Teachers? PassedOn(TrainingSettings settings, string? parent) => settings.PassesOn is { } names
        ? new Teachers(names, parent ?? throw new ArgumentException("teachers come from a parent", nameof(parent)), CPU)
        : null;

    /// <summary>One forward pass each, in evaluation mode and without gradients.</summary>
    /// <returns>Logits (n, classes), in the order of the names: standard, then robust.</returns>
    public IReadOnlyList<Tensor> Logits(Tensor images)
    {
        using var frozen = no_grad();
        _steady ??= [.. _networks.Values.Select(network => new SteadyNetwork(network))];
        return [.. _steady.Select(network => network.Logits(images))];
    }

    public void Dispose()
    {
        foreach (var steady in _steady ?? []) steady.Dispose();
        foreach (var network in _networks.Values) network.Dispose();
    }
}
