using AdaSapSweep.GpuActor.Hosting;

return await GpuActorCommand.Create().Parse(args).InvokeAsync();
