using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Coordinator.Diagnosing;

/// <summary>Asks a GPU actor process what it can compute on: tensors are its part, and what a broken library does to a process is done to that one.</summary>
internal static class GpuActorQuestion
{
    /// <summary>A cold disk and CUDA take their time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <exception cref="NoAnswerException">It cannot be started, broke down, or said nothing in time.</exception>
    public static async Task<TorchReport> AskAsync(IEnumerable<string> devices, string? config, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(StartInfo(devices, config))!;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(Patience);
            try
            {
                var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
                await process.WaitForExitAsync(deadline.Token);
                return TorchReport.FromJson(await output is { Length: > 0 } answer ? answer : throw Silent(process.ExitCode, await errors));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new NoAnswerException(string.Create(CultureInfo.InvariantCulture, $"a GPU actor process said nothing within {Patience.TotalSeconds:N0} s"));
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Exception error) when (error is UsageException or Win32Exception or JsonException)
        {
            throw new NoAnswerException(error.Message);
        }
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> devices, string? config)
    {
        var start = new ProcessStartInfo(GpuActorProgram.Find()) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("examine");
        foreach (var device in devices)
        {
            start.ArgumentList.Add("--device");
            start.ArgumentList.Add(device);
        }

        if (config is not null)
        {
            start.ArgumentList.Add("--config");
            start.ArgumentList.Add(config);
        }

        return start;
    }

    private static NoAnswerException Silent(int exitCode, string errors)
    {
        var last = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "it said nothing";
        return new(string.Create(CultureInfo.InvariantCulture, $"a GPU actor process ended with exit code {exitCode}: {last}"));
    }
}
