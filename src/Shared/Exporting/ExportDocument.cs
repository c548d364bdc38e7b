using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdaSapSweep.Shared.Exporting;

/// <summary>The JSON beside exported weights: the network's layers, where they come from, and what was measured. See docs/export.md.</summary>
internal static class ExportDocument
{
    public const string Format = "adasapsweep-network";
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="ExportRefusedException">The weights do not say their layers.</exception>
    public static byte[] Of(NetworkExport export, ArtifactTensors tensors, bool withMasks)
    {
        var metadata = tensors.Header.Metadata;
        if (!metadata.TryGetValue("layers", out var layers) || !metadata.TryGetValue("architecture", out var architecture))
            throw new ExportRefusedException(FormattableString.Invariant(
                $"trial {export.Row.Number}: its weights were written by a version that could not export; run the sweep into another store with this one"));
        using var network = JsonDocument.Parse(architecture);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            WriteWeights(json, export, tensors, withMasks);
            WriteNetwork(json, network.RootElement, layers);
            WriteTrial(json, export);
            WriteTraining(json, export);
            WriteMeasurements(json, export);
            json.WriteEndObject();
        }
        return [.. buffer.ToArray(), (byte)'\n'];
    }

    private static void WriteWeights(Utf8JsonWriter json, NetworkExport export, ArtifactTensors tensors, bool withMasks)
    {
        json.WriteStartObject("weights");
        json.WriteString("file", export.Name + NetworkExport.WeightsSuffix);
        json.WriteNumber("parameters", tensors.Parameters);
        json.WriteBoolean("masks", withMasks);
        json.WriteEndObject();
    }

    private static void WriteNetwork(Utf8JsonWriter json, JsonElement network, string layers)
    {
        json.WriteString("architecture", network.GetProperty("architecture").GetString());
        json.WritePropertyName("classes");
        network.GetProperty("classes").WriteTo(json);
        json.WriteStartObject("input");
        json.WriteNumber("channels", 3);
        json.WritePropertyName("mean");
        json.WriteRawValue(network.GetProperty("mean").GetRawText());
        json.WritePropertyName("std");
        json.WriteRawValue(network.GetProperty("deviation").GetRawText());
        json.WriteEndObject();
        json.WritePropertyName("widths");
        network.GetProperty("widths").WriteTo(json);
        json.WritePropertyName("layers");
        json.WriteRawValue(ALineEach(layers));
    }

    /// <summary>A layer a line: people read them, and there are many.</summary>
    private static string ALineEach(string list)
    {
        using var layers = JsonDocument.Parse(list);
        var text = new StringBuilder("[");
        foreach (var layer in layers.RootElement.EnumerateArray()) text.Append(text.Length == 1 ? "\n    " : ",\n    ").Append(layer.GetRawText());
        return text.Append("\n  ]").ToString();
    }

    private static void WriteTrial(Utf8JsonWriter json, NetworkExport export)
    {
        json.WriteStartObject("trial");
        json.WriteString("sweep", export.Sweep.Name);
        json.WriteNumber("number", export.Row.Number);
        json.WriteString("id", export.Row.Id.Value);
        json.WriteString("method", export.Row.Method);
        json.WriteString("state", export.Row.State.ToString().ToLowerInvariant());
        json.WritePropertyName("axes");
        json.WriteRawValue(export.Row.Axes);
        json.WritePropertyName("configuration");
        json.WriteRawValue(export.Row.Configuration);
        json.WriteEndObject();
    }

    private static void WriteTraining(Utf8JsonWriter json, NetworkExport export)
    {
        var stage = export.Stage!;
        json.WriteStartObject("training");
        json.WriteString("stage", stage.Key.Value);
        json.WriteString("kind", stage.Kind);
        json.WriteString("data", export.Sweep.DataName);
        json.WriteString("data_fingerprint", stage.DataFingerprint);
        json.WriteString("artifact_sha256", stage.Artifact!.Sha256);
        json.WritePropertyName("made_with");
        json.WriteRawValue(stage.Provenance ?? "null");
        json.WriteEndObject();
    }

    /// <summary>Accepted ones only: what was set aside is no result.</summary>
    private static void WriteMeasurements(Utf8JsonWriter json, NetworkExport export)
    {
        json.WriteStartObject("measurements");
        foreach (var (name, measured) in export.Row.Measurements)
            if (measured.Rejection is null && double.IsFinite(measured.Value)) json.WriteNumber(name, measured.Value);
        json.WriteEndObject();
    }
}
