using System.Diagnostics;
using System.Text;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>What a run of the program came to.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Errors}";
}

/// <summary>The real program, as a process of its own.</summary>
internal sealed class AdasapProgram : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private AdasapProgram(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string folder)
    {
        var info = new ProcessStartInfo(Executable) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("OTEL_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>artifacts/bin/PROJECT/CONFIGURATION/: the program lies beside this test's own folder.</summary>
    public static string Executable
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(here.Parent!.Parent!.FullName, "AdaSapSweep.Coordinator", here.Name, "adasap");
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    public static AdasapProgram Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string folder = "") => new(arguments, environment, folder);

    public static async Task<Finished> Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var program = Start(arguments, environment);
        return await program.End();
    }

    /// <summary>Waits for the end; a program that does not end is killed and fails the test.</summary>
    /// <param name="within">Null: four minutes.</param>
    public async Task<Finished> End(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"adasap did not end within {within ?? Deadline}:\n{Errors}");
        }
        lock (_output)
        {
            lock (_errors) return new(_process.ExitCode, _output.ToString(), _errors.ToString());
        }
    }

    /// <summary>SIGKILL, to this process alone: its GPU actors live on.</summary>
    public void Kill() => _process.Kill();

    public void Signal(string name) => Signal(_process.Id, name);

    public static void Signal(int processId, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }
}
