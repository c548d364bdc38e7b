using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using TorchSharp;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>Runs tiny stages in a folder of their own, on one thread.</summary>
public sealed class StageFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _threads = torch.get_num_threads();

    public StageFixture() => torch.set_num_threads(1);

    public static TrainingSettings Training { get; } = new()
    {
        Data = new DataSettings { Name = DataSets.Shapes, TrainImages = 48, TestImages = 8, ImageSize = 8, RenderSeed = 1 },
        Architecture = Architectures.ResNet8,
        Seed = 1,
        Epochs = 3,
        BatchSize = 16,
        Optimizer = new OptimizerSettings { LearningRate = .05, Momentum = .9, WeightDecay = 5e-4, Schedule = LearningRateSchedules.Cosine },
        LabelSmoothing = .1,
        Augment = true,
    };

    public string File(string name) => _folder[name];

    internal StageResult Run(TrainingSettings settings, Recorder recorder, string name = "stage", string? parent = null, char key = 'a') =>
        Run(StageKinds.Pretrain, settings, recorder, name, parent, key);

    internal StageResult Run(
        string kind, IStageSettings settings, Recorder recorder, string name, string? parent = null, char key = 'a', int parts = 1,
        TimeProvider? time = null, TimeSpan? interval = null) =>
        StageProgram.Run(kind, settings, new StageInputs(
            new string(key, 64), null, parent, File($"{name}.checkpoint"), File($"{name}.safetensors"), torch.CPU, recorder, recorder.Stop)
        {
            MicroBatches = parts,
            Time = time ?? TimeProvider.System,
            CheckpointInterval = interval ?? TimeSpan.FromHours(1),
        });

    internal Network Network(string name = "stage") => NetworkFile.Read(File($"{name}.safetensors"), torch.CPU);

    public void Dispose()
    {
        torch.set_num_threads(_threads);
        _folder.Dispose();
    }
}
