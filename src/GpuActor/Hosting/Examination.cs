using System.CommandLine;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using TorchSharp;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary><c>adasap-gpu-actor examine</c>: says what this process can compute on, as one line of JSON, and ends. <c>adasap doctor</c> asks it.</summary>
internal static class Examination
{
    public const string Verb = "examine";

    private const string Maps = "/proc/self/maps";
    private const string LibraryName = "libtorch_cpu";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var devices = new Option<string[]>("--device") { Description = "A device to compute on: cpu or cuda:N" };
        var config = new Option<string?>("--config") { Description = "A HOCON file whose values come before those of hocon/gpu-actor.conf" };
        var parsed = new RootCommand("Says what a GPU actor process of this machine can compute on.") { devices, config }.Parse(arguments);
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
        if (parsed.Errors.Count > 0) return SlotExitCode.Usage;
        await Console.Out.WriteLineAsync(Examine(parsed.GetValue(devices) ?? [], parsed.GetValue(config)).ToJson());
        return SlotExitCode.Done;
    }

    internal static TorchReport Examine(IReadOnlyList<string> devices, string? configFile)
    {
        var name = typeof(torch).Assembly.GetName();
        List<DeviceReport> reports = [.. devices.Select(device => new DeviceReport(device, ProblemOf(device)))];
        return new($"{name.Name} {name.Version}", LibTorch(), CudaDevices(), reports, SettingsProblem(configFile));
    }

    /// <summary>A product small enough to be known beforehand.</summary>
    private static string? ProblemOf(string device)
    {
        try
        {
            using var scope = torch.NewDisposeScope();
            var a = torch.tensor([1f, 2f, 3f, 4f, 5f, 6f], 2, 3, device: torch.device(device));
            var sum = a.matmul(a.t()).sum().item<float>();
            return sum == 155 ? null : FormattableString.Invariant($"a small product came out as {sum}, not as 155");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return FirstLine(error);
        }
    }

    private static int CudaDevices()
    {
        try
        {
            return torch.cuda.device_count();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return 0;
        }
    }

    /// <summary>Once it is loaded.</summary>
    private static string? LibTorch() => File.Exists(Maps)
        ? File.ReadLines(Maps).Select(line => line[(line.LastIndexOf(' ') + 1)..]).FirstOrDefault(path => Path.GetFileName(path).StartsWith(LibraryName, StringComparison.Ordinal))
        : null;

    private static string? SettingsProblem(string? configFile)
    {
        try
        {
            HostSettings.Read(new(null, new SlotId("examined"), "cpu", 1, configFile, "examined", null, null, null, null));
            return null;
        }
        catch (HoconFileException error)
        {
            return error.Message;
        }
    }

    /// <summary>LibTorch adds a list of all that would do and a stack trace; a library that is missing is named by the innermost of several.</summary>
    private static string FirstLine(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        return error.Message.Split('\n', 2)[0].Split(". ", 2)[0].Trim();
    }
}
