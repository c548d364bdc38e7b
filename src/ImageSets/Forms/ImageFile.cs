namespace AdaSapSweep.ImageSets.Forms;

/// <param name="Label">Number of its class.</param>
internal readonly record struct ImageFile(string Path, int Label);
