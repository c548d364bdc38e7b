using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.LocalSlots;

var parsed = GpuActorCommand.Create(options => GpuActorHost.RunAsync(
    options, (o, instruments, log) => new TrainingStageRunner(o.Slot, o.Device, o.Threads, instruments, log))).Parse(args);
foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
// The host handles signals itself: Ctrl-C in the coordinator's terminal is not meant for this process.
return parsed.Errors.Count > 0 ? SlotExitCode.Usage : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
