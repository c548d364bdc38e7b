using System.Collections.Immutable;

namespace AdaSapSweep.Training.Networks;

/// <summary>When a value of a network is read for the last time.</summary>
internal static class ValueLifetimes
{
    /// <returns>By layer: the values that nothing reads after it.</returns>
    /// <exception cref="ArgumentException">
    /// What a layer changes in place, or hands on as it is, is read elsewhere too, or by the gradient of what computed it.
    /// </exception>
    public static ImmutableArray<ImmutableArray<int>> Of(ImmutableArray<Layer> layers)
    {
        var last = new Dictionary<int, int>();
        var readers = new Dictionary<int, int>();
        for (var l = 0; l < layers.Length; l++)
            foreach (var value in layers[l].Reads)
            {
                last[value] = l;
                readers[value] = readers.GetValueOrDefault(value) + 1;
            }

        var writers = layers.ToDictionary(layer => layer.Output);
        foreach (var layer in layers)
        {
            if (layer is Addition or MaxPool or Dropout && readers[layer.Input] > 1)
                throw new ArgumentException($"the input of '{layer.Name}' is read by another layer", nameof(layers));
            if (layer is Addition && writers[layer.Input] is not (Convolution or BatchNorm { Activation: Activation.None }))
                throw new ArgumentException($"'{layer.Name}' adds to what '{writers[layer.Input].Name}' keeps for its gradient", nameof(layers));
        }
        return [.. layers.Select((layer, l) => layer.Reads.Distinct().Where(value => last[value] == l).ToImmutableArray())];
    }
}
