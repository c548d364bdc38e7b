namespace AdaSapSweep.Training.Networks;

/// <summary>What a dense network is chosen by.</summary>
internal sealed record NetworkIdentity(string Architecture, string Stem, int Classes, InputNormalisation Normalisation);
