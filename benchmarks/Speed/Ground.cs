using AdaSapSweep.Stages;
using AdaSapSweep.Training;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>A folder for one run, with what both sides read: the images and each network's first weights.</summary>
internal sealed class Ground : IDisposable
{
    private const string StageKey = "0000000000000000000000000000000000000000000000000000000000000000";
    private readonly string _folder = Directory.CreateTempSubdirectory("adasap-benchmark-").FullName;
    private readonly string _device;

    private int _stages;

    /// <param name="without">Fast paths that are off.</param>
    public Ground(string device, IEnumerable<string> without) =>
        (_device, Device, FastPaths) = (device, torch.device(device), without.Aggregate(Switches.Usual(device), Switches.Without));

    public Device Device { get; }

    /// <summary>Those of a slot, less what was asked away.</summary>
    public FastPaths FastPaths { get; }

    public string Output => File("output.safetensors");

    /// <param name="paths">Null: as a slot has them.</param>
    public StageInputs Inputs(IStageObserver observer, CancellationToken stop, string? parent = null, FastPaths? paths = null)
    {
        // Two stages may be under way at once.
        var checkpoint = File($"checkpoint-{Interlocked.Increment(ref _stages)}");
        return new(StageKey, null, parent, checkpoint, Output, Device, observer, stop) { CheckpointInterval = TimeSpan.FromDays(1), FastPaths = paths ?? FastPaths };
    }

    /// <returns>A fresh network as a stage with these settings begins with; the caller disposes it.</returns>
    public Network NetworkOf(TrainingSettings settings) => Network.Create(BlueprintOf(settings.Architecture), settings.Seed, Device);

    /// <returns>The file.</returns>
    public string Write(string name, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var stream = System.IO.File.Create(File(name));
        SafetensorsWriter.Write(stream, tensors.ToDictionary(t => t.Name, t => t.Tensor, StringComparer.Ordinal), new Dictionary<string, string>());
        return stream.Name;
    }

    /// <returns>The file of the weights that a stage with these settings begins with.</returns>
    public string Weights(TrainingSettings settings)
    {
        var path = File($"{settings.Architecture}.safetensors");
        if (System.IO.File.Exists(path)) return path;
        using var network = NetworkOf(settings);
        NetworkFile.Write(path, network, new Dictionary<string, Tensor>());
        return path;
    }

    /// <returns>The question that makes the reference ready for the same row.</returns>
    public Dictionary<string, object?> Question(string kind, string method, TrainingSettings settings, int threads)
    {
        var blueprint = BlueprintOf(settings.Architecture);
        return new()
        {
            ["do"] = "prepare",
            ["kind"] = kind,
            ["method"] = method,
            ["network"] = settings.Architecture,
            ["device"] = _device,
            ["threads"] = threads,
            ["data"] = Images(settings.Data, isTest: kind == "evaluation"),
            ["weights"] = Weights(settings),
            ["classes"] = blueprint.Classes,
            ["mean"] = blueprint.Normalisation.Mean,
            ["std"] = blueprint.Normalisation.Deviation,
            ["precision"] = settings.Precision,
            ["batch"] = settings.BatchSize,
            ["augment"] = settings.Augment,
            ["learning_rate"] = settings.Optimizer.LearningRate,
            ["momentum"] = settings.Optimizer.Momentum,
            ["weight_decay"] = settings.Optimizer.WeightDecay,
            ["rho_min"] = settings.Perturbation?.RhoMin,
            ["rho_max"] = settings.Perturbation?.RhoMax,
            ["eta"] = settings.Perturbation?.Eta,
            ["attack"] = settings.Attack is { } attack
                ? new { epsilon = attack.Epsilon, step_size = attack.StepSize, steps = attack.Steps, random_start = attack.RandomStart, training_mode = attack.TrainingMode }
                : null,
            ["neurons"] = NeuronGroup.Of(blueprint).Select(n => Neurons(n, blueprint)).ToArray(),
        };
    }

    public Dictionary<string, object?> MaskQuestion(string file, int threads) =>
        new() { ["do"] = "prepare", ["kind"] = "mask", ["device"] = _device, ["threads"] = threads, ["file"] = file, ["rate"] = MaskRow.Rate };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static object Neurons(NeuronGroup neurons, Blueprint blueprint)
    {
        var group = blueprint.Groups.FirstOrDefault(g => g.Name == neurons.Name);
        return new
        {
            name = neurons.Name,
            prunable = neurons.IsPrunable,
            weights = neurons.Weights,
            scales = group?.With(MemberRole.NormScale) ?? [],
            shifts = group?.With(MemberRole.NormShift) ?? [],
        };
    }

    private static Blueprint BlueprintOf(string architecture) => NetworkCatalog.Blueprint(
        architecture, ShapesRenderer.Classes, new(ShapesRenderer.Mean.ToArray(), ShapesRenderer.Deviation.ToArray()));

    private string Images(DataSettings settings, bool isTest)
    {
        var path = File($"images-{settings.TrainImages}-{isTest}");
        if (System.IO.File.Exists(path)) return path;
        using var data = isTest ? ImageDataLoader.Test(settings, null, CPU) : ImageDataLoader.Training(settings, null, CPU);
        return Write(Path.GetFileName(path), [("images", data.Bytes), ("labels", data.Labels)]);
    }

    private string File(string name) => Path.Combine(_folder, name);
}
