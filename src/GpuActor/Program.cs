using AdaSapSweep.GpuActor.Hosting;

var parsed = GpuActorCommand.Create().Parse(args);
foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
return parsed.Errors.Count > 0 ? GpuActorCommand.Usage : await parsed.InvokeAsync();
