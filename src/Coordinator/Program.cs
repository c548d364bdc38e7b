using AdaSapSweep.Coordinator.Cli;

return await CommandLine.RunAsync(args);
