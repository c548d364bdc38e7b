using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.GpuActor.Running;

return await GpuActorProgram.RunAsync(args, (options, settings, instruments, log) => new TrainingStageRunner(settings, options.TorchDevice, options.Threads, instruments, log));
