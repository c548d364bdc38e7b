using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>The sweep to explain, whose first trial left a file of two weights, the first of them under a mask, and has results.</summary>
internal static class ASweepWithWeights
{
    public const string Layers = """[{"op":"linear","name":"fc","input":0,"output":1}]""";

    private static readonly (string Name, string Type, int[] Shape, byte[] Bytes)[] Tensors =
    [
        ("bn.num_batches_tracked", "I64", [], [7, 0, 0, 0, 0, 0, 0, 0]),
        ("bn.running_mean", "F32", [1], Floats(5)),
        ("fc.bias", "F32", [2], Floats(1, 2)),
        ("fc.weight", "F32", [2, 2], Floats(3, 0, -0f, 4)),
        ("mask.fc.weight", "U8", [2, 2], [1, 0, 0, 1]),
    ];

    /// <param name="layers">What the file says of its layers; null: nothing.</param>
    /// <param name="masked">False: the file has no mask.</param>
    /// <returns>Path of the store.</returns>
    public static string WriteTo(TemporaryFolder folder, string? layers = Layers, bool masked = true)
    {
        var stages = ASweepToExplain.Plan().Trials[0].Stages;
        var file = ArtifactFile(folder["store.db"]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var bytes = Content(layers, masked ? Tensors : Tensors[..^1]);
        File.WriteAllBytes(file, bytes);
        var artifact = new ArtifactRecord(ArtifactPaths.Artifact(stages[1]), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        ImmutableArray<Measurement> results =
        [
            new("clean_accuracy", 0.75, false), new("clean_loss", 0.5, false),
            new("corruption_accuracy.fog", 0.5, false), new("corruption_accuracy.fog.3", 0.5, false), new("corruption_accuracy.snow", 0.25, false),
        ];
        var provenance = ImmutableSortedDictionary<string, string>.Empty.Add("device", "cpu");
        return ASweepToExplain.WriteTo(
            folder, stage => new([], stage == stages[2] ? results : [], [], stage == stages[1] ? artifact : null, 1, provenance));
    }

    /// <summary>The first trial's weights.</summary>
    public static string ArtifactFile(string store) =>
        Path.Combine(ArtifactPaths.FolderOf(store), ArtifactPaths.Artifact(ASweepToExplain.Plan().Trials[0].Stages[1]));

    private static byte[] Content(string? layers, (string Name, string Type, int[] Shape, byte[] Bytes)[] tensors)
    {
        var (entries, end) = (new List<string>(), 0);
        foreach (var (name, type, shape, bytes) in tensors)
            entries.Add($$"""
                "{{name}}":{"dtype":"{{type}}","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{end}},{{end += bytes.Length}}]}
                """);
        var architecture = """{"architecture":"tiny","classes":2,"mean":[0,0,0],"deviation":[1,1,1],"widths":{"s1":1}}""";
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["architecture"] = architecture };
        if (layers is not null) metadata["layers"] = layers;
        var json = Encoding.UTF8.GetBytes($$"""{"__metadata__":{{System.Text.Json.JsonSerializer.Serialize(metadata)}},{{string.Join(',', entries)}}}""");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. tensors.SelectMany(t => t.Bytes)];
    }

    private static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
