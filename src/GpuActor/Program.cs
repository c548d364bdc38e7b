using AdaSapSweep.GpuActor.Hosting;

var parsed = GpuActorCommand.Create().Parse(args);
foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
// The host handles signals itself: Ctrl-C in the coordinator's terminal is not meant for this process.
return parsed.Errors.Count > 0 ? GpuActorCommand.Usage : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
