namespace AdaSapSweep.Training.Data;

/// <summary>Images before they go to a device.</summary>
/// <param name="Pixels">Count x 3 x side x side bytes: image by image, red, green, blue, rows first.</param>
/// <param name="Labels">One class an image.</param>
/// <param name="Side">Pixels.</param>
public sealed record RawImages(byte[] Pixels, byte[] Labels, int Side);
