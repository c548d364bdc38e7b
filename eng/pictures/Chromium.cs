namespace AdaSapSweep.Pictures;

/// <summary>Turns pages into pictures.</summary>
internal sealed class Chromium(string program)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <exception cref="PictureException">There is none.</exception>
    public static Chromium Find() => new(Names.Select(Tools.OnPath).FirstOrDefault(found => found is not null)
        ?? throw new PictureException($"there is no Chromium on the PATH ({string.Join(", ", Names)}); on Debian, 'apt-get install chromium' installs it"));

    /// <param name="scale">Pixels of the picture for each of the page's.</param>
    public async Task ShootAsync(string page, string picture, int width, int height, int scale = 1)
    {
        var profile = Directory.CreateTempSubdirectory("adasap-chromium-").FullName;
        try
        {
            await Tools.RunAsync(
                program,
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars", $"--user-data-dir={profile}",
                    $"--force-device-scale-factor={scale}", $"--window-size={width},{height}", $"--screenshot={picture}", new Uri(page).AbsoluteUri,
                ],
                Path.GetDirectoryName(page)!);
            if (!File.Exists(picture)) throw new PictureException($"Chromium made no '{picture}'");
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }
}
