using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.GpuActor.Running;

return await GpuActorProgram.RunAsync(args, (options, instruments, log) => new TrainingStageRunner(options.Slot, options.Device, options.Threads, instruments, log));
