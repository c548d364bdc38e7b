using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>The program from its arguments to its exit code.</summary>
internal static class GpuActorProgram
{
    /// <returns>A <see cref="SlotExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, MakeRunner makeRunner)
    {
        if (arguments is [Examination.Verb, .. var rest]) return await Examination.RunAsync(rest);
        if (arguments is [Rehearsal.Verb, .. var how]) return await Rehearsal.RunAsync(how);
        var command = new GpuActorCommand();
        var parsed = command.Root.Parse(arguments);
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
        if (parsed.Errors.Count > 0) return SlotExitCode.Usage;
        // Help and version. Anything else must not go this way: it opens the console, and so keeps descriptors that the process is to let go of.
        if (parsed.Action is not null) return await parsed.InvokeAsync();
        try
        {
            return await GpuActorHost.RunAsync(command.Options(parsed), makeRunner);
        }
        catch (Exception error) when (error is HoconFileException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
            return SlotExitCode.Usage;
        }
    }
}
