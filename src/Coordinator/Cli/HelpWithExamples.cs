using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The usual help of a verb, then lines to copy.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["doctor"] = ["adasap doctor", "adasap doctor sweep.yaml --data photos", "adasap doctor --measure resnet18", "adasap doctor --devices cuda:0,cuda:1 --json"],
        ["completion"] = ["adasap completion bash", "source <(./adasap completion bash)"],
        ["schema"] = ["adasap schema > sweep-file.schema.json"],
        ["init"] = ["adasap init", "adasap init photos.yaml --data photos --schema", "adasap init robust.yaml --method robust-bird,flying-bird --data-set cifar10"],
        ["run"] = ["adasap run examples/quickstart.yaml", "adasap run sweep.yaml --store results.db --devices cuda:0,cuda:1"],
        ["resume"] = ["adasap resume", "adasap resume --sweep quickstart --retry-failed"],
        ["coordinator"] = ["adasap coordinator sweep.yaml --host gpu-master", "adasap coordinator sweep.yaml --config hocon/tls.conf --host gpu-master"],
        ["gpu-actor"] = ["adasap gpu-actor --coordinator gpu-master:4053 --devices cuda:0,cuda:1 --artifacts /mnt/sweeps/store.db.artifacts"],
        ["plan"] = ["adasap plan examples/quickstart.yaml", "adasap plan examples/adasap-radii.yaml --small", "adasap plan sweep.yaml --format json"],
        ["results"] = ["adasap results", "adasap results --sweep quickstart --format csv > results.csv", "adasap results --over seed --against method=sgd-prune --format md",
            "adasap results --where 'state=succeeded,size_ratio<=0.5' --sort -clean_accuracy", "adasap results --pivot method/sparsity --columns pgd_accuracy --format latex"],
        ["effects"] = ["adasap effects", "adasap effects --columns pgd_accuracy --where 'method!=sgd' --format md"],
        ["compare"] = ["adasap compare 3 7", "adasap compare 3 7 --columns clean_accuracy,corruption_accuracy.* --format md"],
        ["status"] = ["adasap status", "adasap status --store results.db --json"],
        ["watch"] = ["adasap watch", "adasap watch --store results.db --sweep quickstart", "adasap watch --plain > progress.log"],
        ["retry"] = ["adasap retry", "adasap retry 3 8-12 --sweep quickstart"],
        ["cancel"] = ["adasap cancel 3 8-12", "adasap cancel --all --sweep quickstart"],
        ["apply"] = ["adasap apply sweep.yaml", "adasap apply sweep.yaml --store results.db"],
        ["export"] = ["adasap export 3 --to networks", "adasap export --best clean_accuracy --sweep quickstart"],
        ["data"] = ["adasap data list --data datasets", "adasap data verify cifar10 --data datasets"],
        ["data list"] = ["adasap data list", "adasap data list --data datasets --format json"],
        ["data verify"] = ["adasap data verify cifar10", "adasap data verify image-folder --data photos"],
        ["data split"] = ["adasap data split photos --to photos-split", "adasap data split photos --to photos-split --test 0.1"],
        ["data fetch"] =
        [
            "adasap data fetch cifar10 --from https://mirror.example/cifar-10-binary.tar.gz --to datasets",
            "adasap data fetch idx --from https://mirror.example/mnist/ --to datasets",
        ],
        ["trace"] = ["adasap trace", "adasap trace --trial 3 --sweep quickstart", "adasap trace --export trace.json"],
        ["report"] = ["adasap report", "adasap report --sweep quickstart --out quickstart.html --force"],
        ["why"] = ["adasap why 3", "adasap why 5f427ff190 --sweep quickstart"],
    };

    /// <summary>Who asks for help need not give what the verb requires.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (!Examples.TryGetValue(string.Join(' ', CommandLine.VerbPath(parseResult)), out var lines)) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var line in lines) output.WriteLine($"  {line}");
        output.WriteLine();
        return code;
    }
}
