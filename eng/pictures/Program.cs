// Makes the pictures in docs/images anew: dotnet run --project eng/pictures [FOLDER]. It trains for some minutes.
using AdaSapSweep.Pictures;

if (args is ["-h" or "--help"] or { Length: > 1 })
{
    Console.Error.WriteLine("usage: dotnet run --project eng/pictures [FOLDER]; without FOLDER the pictures go to docs/images");
    return args.Length > 1 ? 2 : 0;
}
try
{
    var root = Tools.RepositoryRoot();
    // All of them are looked for before anything is trained.
    var chromium = Chromium.Find();
    var script = Tools.Find("script", "it records a terminal, and is in Debian's package bsdutils");
    var folder = Path.GetFullPath(args is [var asked] ? asked : Path.Combine(root, "docs", "images"));
    Directory.CreateDirectory(folder);
    var work = Directory.CreateTempSubdirectory("adasap-pictures-").FullName;
    try
    {
        var shoot = new Shoot(root, work, folder, script, chromium);
        foreach (var picture in await shoot.AllAsync()) Console.WriteLine(picture);
    }
    finally
    {
        Directory.Delete(work, recursive: true);
    }
    return 0;
}
catch (PictureException error)
{
    Console.Error.WriteLine($"pictures: {error.Message}");
    return 1;
}
