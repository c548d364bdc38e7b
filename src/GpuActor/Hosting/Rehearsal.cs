using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Stages;
using AdaSapSweep.Training;
using AdaSapSweep.Training.Stages;
using TorchSharp;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>
/// <c>adasap-gpu-actor rehearse</c>: trains on rendered images, and says how many a second. It says <c>ready</c> once it is warm and begins to measure at a line on standard
/// input, so that several processes measure at the same time. <c>adasap doctor --measure</c> starts them.
/// </summary>
internal static class Rehearsal
{
    public const string Verb = "rehearse";
    public const string Ready = "ready";

    private const int Batch = 128;
    private const int Images = 10 * Batch;
    private const int WarmSteps = 2;
    private const int MostEpochs = 1_000_000;
    private const int MostThreads = 1024;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var threads = new Option<int>("--threads") { Description = "Threads that LibTorch may use", DefaultValueFactory = _ => 1 };
        var architecture = new Option<string>("--architecture") { Description = "The network to train", DefaultValueFactory = _ => Architectures.ResNet20 };
        var seconds = new Option<int>("--seconds") { Description = "How long to measure", DefaultValueFactory = _ => 4 };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostThreads) result.AddError($"--threads: expected 1 to {MostThreads}");
        });
        architecture.AcceptOnlyFromAmong([.. Architectures.All]);
        var parsed = new RootCommand("Trains on rendered images for a while, and says how many images a second.") { threads, architecture, seconds }.Parse(arguments);
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
        if (parsed.Errors.Count > 0) return SlotExitCode.Usage;
        torch.set_num_threads(parsed.GetValue(threads));
        var speed = Measure(parsed.GetValue(architecture)!, TimeSpan.FromSeconds(parsed.GetValue(seconds)), Console.In, Console.Out);
        await Console.Out.WriteLineAsync(speed.ToString("R", CultureInfo.InvariantCulture));
        return SlotExitCode.Done;
    }

    /// <returns>Images a second.</returns>
    private static double Measure(string architecture, TimeSpan time, TextReader begin, TextWriter ready)
    {
        var settings = new TrainingSettings
        {
            Data = new DataSettings { Name = DataSets.Shapes, TrainImages = Images },
            Architecture = architecture,
            Seed = 1,
            Epochs = MostEpochs,
            BatchSize = Batch,
            Optimizer = new() { LearningRate = 0.001, Momentum = 0.9, WeightDecay = 5e-4, Schedule = LearningRateSchedules.Constant },
            Augment = true,
        };
        var folder = Directory.CreateTempSubdirectory("adasap-rehearsal-").FullName;
        using var stop = new CancellationTokenSource();
        var steps = new Steps(time, begin, ready, stop);
        try
        {
            StageProgram.Run(StageKinds.Pretrain, settings, new(
                new string('0', 64), null, null, Path.Combine(folder, "checkpoint"), Path.Combine(folder, "network"), torch.CPU, steps, stop.Token)
            { FastPaths = FastPaths.All });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It has run for long enough.
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return steps.PerSecond * Batch;
    }

    private sealed class Steps(TimeSpan time, TextReader begin, TextWriter ready, CancellationTokenSource stop) : IStageObserver
    {
        private long _began;
        private int _done;

        public double PerSecond { get; private set; }

        public void Prepared(long images)
        {
            // Rendering is not measured.
        }

        public void Stepped(long step)
        {
            if (step < WarmSteps) return;
            if (step == WarmSteps)
            {
                ready.WriteLine(Ready);
                ready.Flush();
                begin.ReadLine();
                _began = Stopwatch.GetTimestamp();
                return;
            }
            _done++;
            var elapsed = Stopwatch.GetElapsedTime(_began);
            PerSecond = _done / elapsed.TotalSeconds;
            if (elapsed >= time) stop.Cancel();
        }

        public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
            // Its checkpoint is a part of what a slot does.
        }

        public void Happened(string name, IReadOnlyDictionary<string, object> facts)
        {
            // Nothing of it bears on speed.
        }
    }
}
