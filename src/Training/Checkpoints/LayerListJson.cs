using System.Text.Json.Nodes;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// A network's layers with every number resolved, as a JSON list in the order of the forward pass: for programs that know none of our
/// architectures, and so for networks after pruning. docs/export.md describes it.
/// </summary>
internal static class LayerListJson
{
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
                described["activation"] = Name(norm.Activation);
                break;
            case Addition addition:
                described["op"] = "addition";
                described["shortcut"] = addition.Shortcut;
                described["channels"] = blueprint.WidthOf(addition.Group);
                described["stride"] = addition.Stride;
                described["map"] = addition.IsMapped ? new JsonArray([.. blueprint.Maps[addition.Name].Select(source => (JsonNode)source)]) : null;
                described["activation"] = Name(addition.Activation);
                break;
            case MaxPool pool:
                described["op"] = "max_pool";
                described["kernel"] = pool.Kernel;
                described["stride"] = pool.Stride;
                described["padding"] = pool.Padding;
                break;
            case AdaptiveAverage grid:
                described["op"] = "adaptive_average";
                described["side"] = grid.Side;
                break;
            case Dropout dropout:
                described["op"] = "dropout";
                described["share"] = dropout.Share;
                break;
            case GlobalAverage:
                described["op"] = "global_average";
                break;
            case Linear linear:
                described["op"] = "linear";
                described["in_features"] = blueprint.WidthOf(linear.InGroup) * linear.ColumnsPerChannel;
                described["out_features"] = linear.OutGroup is null ? blueprint.Classes : blueprint.WidthOf(linear.OutGroup);
                described["bias"] = true;
                described["activation"] = Name(linear.Activation);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "a layer of unknown kind");
        }
        return described;
    }

    private static string? Name(Activation activation) => activation switch
    {
        Activation.None => null,
        Activation.Relu => "relu",
        Activation.Relu6 => "relu6",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "not an activation"),
    };
}
