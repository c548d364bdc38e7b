using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AdaSapSweep.Pictures;

/// <summary>Other programs.</summary>
internal static class Tools
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(20);

    /// <exception cref="PictureException">It is not on the PATH.</exception>
    public static string Find(string program, string why) => OnPath(program) ?? throw new PictureException($"there is no '{program}' on the PATH: {why}");

    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <exception cref="PictureException">It ended with another code than 0, or not in time.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var info = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        // It is to behave as for a person, whoever makes the pictures.
        foreach (var name in new[] { "CI", "NO_COLOR" }) info.Environment.Remove(name);
        info.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new PictureException($"{Path.GetFileName(program)} did not end within {Deadline.TotalMinutes} minutes");
        }
        if (process.ExitCode != 0) throw new PictureException($"{Path.GetFileName(program)} ended with exit code {process.ExitCode}:\n{await errors}{await output}");
    }

    public static string RepositoryRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
