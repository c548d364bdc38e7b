using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>The random numbers of one step, for its whole batch.</summary>
/// <param name="Crops">Null without augmentation.</param>
/// <param name="AttackStart">Draws of the shape of the images, in [0, 1) or, for TRADES, standard normal; null where no attack starts at random.</param>
/// <param name="Dropout">By the name of a dropout: (images, channels before any cut) in [0, 1); null in a network without one.</param>
/// <param name="Colours">Of <see cref="ColourJitter.Draw"/>; null where colours stay.</param>
internal readonly record struct StepDraws(CropDraws? Crops, Tensor? AttackStart, IReadOnlyDictionary<string, Tensor>? Dropout = null, Tensor? Colours = null);
