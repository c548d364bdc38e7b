using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>A blueprint as JSON: what a file of tensors needs beside them to be a network again.</summary>
internal static class ArchitectureJson
{
    private const int MaxClasses = 100_000;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(Blueprint blueprint) => JsonSerializer.Serialize(
        new Document(
            blueprint.Architecture, blueprint.Classes, [.. blueprint.Normalisation.Mean], [.. blueprint.Normalisation.Deviation],
            new SortedDictionary<string, int>(blueprint.Widths, StringComparer.Ordinal),
            new SortedDictionary<string, int[]>(blueprint.Maps.ToDictionary(m => m.Key, m => m.Value.ToArray()), StringComparer.Ordinal),
            blueprint.Stem == Stems.Cifar ? null : blueprint.Stem),
        Options);

    /// <exception cref="InvalidDataException">Not the description of a network that can be built.</exception>
    public static Blueprint Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new InvalidDataException("no architecture");
            if (!Architectures.All.Contains(read.Architecture))
                throw new InvalidDataException($"architecture '{read.Architecture}' is not known");
            if (read.Classes is < 2 or > MaxClasses) throw new InvalidDataException($"{read.Classes} classes");
            var dense = NetworkCatalog.Blueprint(read.Architecture, read.Classes, new InputNormalisation(read.Mean, read.Deviation), read.Stem ?? Stems.Cifar);
            var blueprint = dense with
            {
                Widths = Checked(read.Widths, dense),
                Maps = read.Maps.ToImmutableDictionary(m => m.Key, m => m.Value.ToImmutableArray(), StringComparer.Ordinal),
            };
            RequireMaps(blueprint, dense);
            return blueprint;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"the architecture is not readable: {error.Message}", error);
        }
    }

    private static ImmutableDictionary<string, int> Checked(SortedDictionary<string, int> widths, Blueprint dense)
    {
        if (!widths.Keys.ToHashSet().SetEquals(dense.Widths.Keys))
            throw new InvalidDataException("the groups are not those of the architecture");
        foreach (var (group, width) in widths)
            if (width < 1 || width > dense.DenseWidths[group]) throw new InvalidDataException($"group '{group}' has {width} channels");
        return widths.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static void RequireMaps(Blueprint blueprint, Blueprint dense)
    {
        if (!blueprint.Maps.Keys.ToHashSet().SetEquals(dense.Maps.Keys))
            throw new InvalidDataException("the maps are not those of the architecture");
        foreach (var addition in blueprint.Layers.OfType<Addition>().Where(a => a.IsMapped))
        {
            var map = blueprint.Maps[addition.Name];
            var sources = map.Where(source => source >= 0).ToArray();
            if (map.Length != blueprint.Widths[addition.Group]
                || map.Any(source => source < -1 || source >= blueprint.Widths[addition.ShortcutGroup])
                || sources.Distinct().Count() != sources.Length)
                throw new InvalidDataException($"the map of '{addition.Name}' does not fit the widths");
        }
    }

    private sealed record Document(
        string Architecture, int Classes, double[] Mean, double[] Deviation,
        SortedDictionary<string, int> Widths, SortedDictionary<string, int[]> Maps,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Stem = null);
}
