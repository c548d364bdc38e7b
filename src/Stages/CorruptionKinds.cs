namespace AdaSapSweep.Stages;

/// <summary>Common corruptions under the names of the published benchmark, in its order.</summary>
public static class CorruptionKinds
{
    public const string GaussianNoise = "gaussian_noise";
    public const string ShotNoise = "shot_noise";
    public const string ImpulseNoise = "impulse_noise";
    public const string DefocusBlur = "defocus_blur";
    public const string GlassBlur = "glass_blur";
    public const string MotionBlur = "motion_blur";
    public const string ZoomBlur = "zoom_blur";
    public const string Snow = "snow";
    public const string Frost = "frost";
    public const string Fog = "fog";
    public const string Brightness = "brightness";
    public const string Contrast = "contrast";
    public const string ElasticTransform = "elastic_transform";
    public const string Pixelate = "pixelate";
    public const string JpegCompression = "jpeg_compression";
    public const string SpeckleNoise = "speckle_noise";
    public const string GaussianBlur = "gaussian_blur";
    public const string Spatter = "spatter";
    public const string Saturate = "saturate";

    /// <summary>The 15 that the benchmark's own figures are means of.</summary>
    public static readonly IReadOnlyList<string> Benchmark =
    [
        GaussianNoise, ShotNoise, ImpulseNoise, DefocusBlur, GlassBlur, MotionBlur, ZoomBlur, Snow, Frost, Fog,
        Brightness, Contrast, ElasticTransform, Pixelate, JpegCompression,
    ];

    /// <summary>The 4 that it offers for tuning; many papers' means are over all 19.</summary>
    public static readonly IReadOnlyList<string> Extra = [SpeckleNoise, GaussianBlur, Spatter, Saturate];

    public static readonly IReadOnlyList<string> All = [.. Benchmark, .. Extra];
}
