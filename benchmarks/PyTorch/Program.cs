using System.Collections.Immutable;
using AdaSapSweep.Benchmarks.PyTorch;
using AdaSapSweep.Shared.Exporting;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

// Exports every architecture, dense and cut, with images and the logits that we compute for them; check.py compares PyTorch's.
if (args is not [var folder]) throw new ArgumentException("expected a folder to write into; then: python3 benchmarks/PyTorch/check.py FOLDER");
Directory.CreateDirectory(folder);
var store = Path.Combine(folder, "store.db");
var number = 0;
foreach (var architecture in Architectures.All)
    foreach (var stem in Architectures.WithImageNetStem.Contains(architecture) ? (string[])[Stems.Cifar, Stems.ImageNet] : [Stems.Cifar])
        foreach (var cut in (bool[])[false, true])
            Export(architecture, stem, cut);

void Export(string architecture, string stem, bool cut)
{
    using var scope = NewDisposeScope();
    using var noGrad = no_grad();
    using var network = SampleNetwork.Create(architecture, stem, cut);
    using var generator = new Generator(3, CPU);
    var images = rand([4, 3, 32, 32], generator: generator);
    network.Forward(images, BatchNormMode.Train);

    var name = architecture + (stem == Stems.ImageNet ? "-imagenet" : "") + (cut ? "-cut" : "");
    var artifact = Path.Combine(ArtifactPaths.FolderOf(store), name + ".safetensors");
    Directory.CreateDirectory(Path.GetDirectoryName(artifact)!);
    var written = NetworkFile.Write(artifact, network, new Dictionary<string, Tensor>());
    var none = ImmutableSortedDictionary<string, MeasurementRow>.Empty;
    var row = new TrialRow(TrialId.Of(name), ++number, "none", "{}", "{}", TrialState.Succeeded, null, false, 0, none);
    var stage = new TrainedStage(
        StageKey.Of("none"u8), "none", "", StageState.Succeeded, null, new ArtifactRecord(name + ".safetensors", written.Bytes, written.Sha256), null, null);
    var sweep = new SweepRow(new(1), name, "none", "", "", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null);
    var (weights, _) = new NetworkExport(sweep, row, stage).Write(store, folder, withMasks: false, overwrite: true);
    var expected = new Dictionary<string, Tensor> { ["images"] = images, ["logits"] = network.Forward(images, BatchNormMode.Eval) };
    AtomicFile.Write(Path.ChangeExtension(weights, ".expected"), stream => SafetensorsWriter.Write(stream, expected, new Dictionary<string, string>()));
    File.Delete(artifact);
}
