using System.Diagnostics;
using System.Globalization;

namespace AdaSapSweep.GpuActor.Tests.Hosting;

/// <summary>The real program, as a process of its own.</summary>
internal sealed class GpuActorProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public GpuActorProcess(params string[] arguments)
    {
        var info = new ProcessStartInfo(Executable) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        _process = Process.Start(info)!;
        _process.StandardInput.Close();
    }

    /// <summary>artifacts/bin/PROJECT/CONFIGURATION/: the program lies beside this test's own folder.</summary>
    private static string Executable
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(here.Parent!.Parent!.FullName, "AdaSapSweep.GpuActor", here.Name, "adasap-gpu-actor");
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it says on its streams until it lets go of them.</summary>
    public async Task<string> Said() =>
        string.Concat(await Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync()).WaitAsync(Patience));

    public async Task<int> ExitCode()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
