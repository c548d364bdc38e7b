using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Benchmarks.Speed;
using AdaSapSweep.Shared.LocalSlots;
using TorchSharp;

// Training steps, evaluation and the rest against plain PyTorch on the same LibTorch; see benchmarks/README.md. Exit code 1 when a bar is missed.
const string Within = "ADASAP_SPEED_WITHIN";

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["sweep", .. var words]) return SweepTime.Run(words);
if (args is ["packing", .. var how]) return PackingTime.Run(how);
Options options;
try
{
    options = Options.Of(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine($"speed-benchmarks: {error.Message}\n{Options.Usage}");
    return 2;
}
if (Environment.GetEnvironmentVariable(Within) is null) return Again(options, args);

// As in a slot, one thread alone has workers: libgomp lets those sleep between two operators as soon as there are more threads than processors.
torch.set_num_threads(1);
using var reference = new Reference(options);
using var ground = new Ground(options.Device, options.Without);
if (options.Check) return new Check(options, ground, reference).Run() ? 0 : 1;
var table = new Table(options, reference.Version);
foreach (var row in new Rows(options, ground, reference).All()) table.Add(row);
table.Write();
return table.HasMissed ? 1 : 0;

// In the environment that a slot's process gets: native code has read it before any line of this program runs.
static int Again(Options options, string[] args)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!, args);
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Insert(0, typeof(Options).Assembly.Location);
    foreach (var (name, value) in SlotEnvironment.OfThreads(options.Threads)) start.Environment[name] = value;
    if (options.Device == "cpu")
        foreach (var (name, value) in SlotEnvironment.OfAllocator) start.Environment.TryAdd(name, value);
    start.Environment[Within] = "1";
    using var process = Process.Start(start)!;
    process.WaitForExit();
    return process.ExitCode;
}
