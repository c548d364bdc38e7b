using System.Text.Json.Nodes;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// A network's layers with every number resolved, as a JSON list in the order of the forward pass: for programs that know none of our
/// architectures, and so for networks after pruning. docs/export.md describes it.
/// </summary>
internal static class LayerListJson
{
    private const string Relu = "relu";

    public static string Write(Blueprint blueprint) =>
        new JsonArray([.. blueprint.Layers.Select(layer => (JsonNode)Describe(layer, blueprint))]).ToJsonString();

    private static JsonObject Describe(Layer layer, Blueprint blueprint)
    {
        var described = new JsonObject { ["op"] = "", ["name"] = layer.Name, ["input"] = layer.Input, ["output"] = layer.Output };
        switch (layer)
        {
            case Convolution conv:
                described["op"] = "convolution";
                described["in_channels"] = blueprint.WidthOf(conv.InGroup);
                described["out_channels"] = blueprint.WidthOf(conv.OutGroup);
                described["kernel"] = conv.Kernel;
                described["stride"] = conv.Stride;
                described["padding"] = conv.Kernel / 2;
                described["groups"] = conv.Depthwise ? blueprint.WidthOf(conv.OutGroup) : 1;
                described["bias"] = conv.Bias;
                break;
            case BatchNorm norm:
                described["op"] = "batch_norm";
                described["channels"] = blueprint.WidthOf(norm.Group);
                described["eps"] = ForwardPass.NormEpsilon;
                described["momentum"] = ForwardPass.NormMomentum;
                described["activation"] = norm.Relu ? Relu : null;
                break;
            case Addition addition:
                described["op"] = "addition";
                described["shortcut"] = addition.Shortcut;
                described["channels"] = blueprint.WidthOf(addition.Group);
                described["stride"] = addition.Stride;
                described["map"] = addition.IsMapped ? new JsonArray([.. blueprint.Maps[addition.Name].Select(source => (JsonNode)source)]) : null;
                described["activation"] = Relu;
                break;
            case GlobalAverage:
                described["op"] = "global_average";
                break;
            case Linear linear:
                described["op"] = "linear";
                described["in_features"] = blueprint.WidthOf(linear.InGroup) * linear.ColumnsPerChannel;
                described["out_features"] = linear.OutGroup is null ? blueprint.Classes : blueprint.WidthOf(linear.OutGroup);
                described["bias"] = true;
                described["activation"] = null;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "a layer of unknown kind");
        }
        return described;
    }
}
