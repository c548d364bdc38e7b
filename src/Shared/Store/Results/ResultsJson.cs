using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AdaSapSweep.Shared.Store.Columns;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>A sweep's results as one JSON document; a number that is not finite is null.</summary>
public static class ResultsJson
{
    // Not for a web page, so that names and reasons stay readable.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(SweepRow sweep, IReadOnlyList<TrialRow> trials)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("sweep", sweep.Name);
            json.WriteString("data", sweep.DataName);
            json.WriteNumber("runs", sweep.Runs);
            json.WriteString("created_at", StoredTime.ToColumn(sweep.CreatedAt));
            json.WriteString("begun_at", StoredTime.ToColumn(sweep.BegunAt));
            json.WriteStartArray("trials");
            foreach (var trial in trials) Write(json, trial);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, TrialRow trial)
    {
        json.WriteStartObject();
        json.WriteNumber("number", trial.Number);
        json.WriteString("trial", trial.Id.Value);
        json.WriteString("method", trial.Method);
        json.WritePropertyName("axes");
        json.WriteRawValue(trial.Axes);
        json.WritePropertyName("configuration");
        json.WriteRawValue(trial.Configuration);
        json.WriteString("state", trial.State.ToColumn());
        json.WriteString("reason", trial.Reason);
        json.WriteBoolean("dropped", trial.Dropped);
        WriteNumber(json, "train_seconds", trial.TrainSeconds);
        json.WriteStartObject("measurements");
        foreach (var (name, measured) in trial.Measurements)
        {
            if (measured.Rejection is null) WriteNumber(json, name, measured.Value);
        }

        json.WriteEndObject();
        json.WriteStartArray("rejected");
        foreach (var (name, measured) in trial.Measurements)
        {
            if (measured.Rejection is { } reason) WriteRejected(json, name, measured.Value, reason);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRejected(Utf8JsonWriter json, string name, double value, string reason)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        WriteNumber(json, "value", value);
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
