using AdaSapSweep.ImageSets.Decoding;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The library that decodes JPEG is there; who has no JPEG images needs none.</summary>
internal sealed class JpegCheck : ICheck
{
    public string Name => "images";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) => Task.FromResult<IReadOnlyList<Finding>>([
        SquareImage.ReadsJpeg
            ? Finding.Ok("PNG and JPEG images can be read")
            : Finding.Warning("PNG images can be read, JPEG images cannot: libjpeg-turbo is not here", "sudo apt-get install libturbojpeg0 (libturbojpeg on Ubuntu)")]);
}
