using System.Text;
using System.Text.Json;
using AdaSapSweep.Coordinator.Forecasting;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A plan as one JSON document, written as it goes: that of a million trials is longer than a string can be.</summary>
internal static class PlanJson
{
    private const int FlushAt = 1 << 20;

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task Write(SweepPlan plan, PlanPrediction prediction, TextWriter output)
    {
        plan.WithKeys();
        using var buffer = new MemoryStream();
        var json = new Utf8JsonWriter(buffer);
        await using var closing = json.ConfigureAwait(false);
        json.WriteStartObject();
        json.WriteString("name", plan.Name);
        json.WriteStartArray("trials");
        foreach (var trial in plan.Trials)
        {
            Write(json, trial);
            if (json.BytesPending > FlushAt) await Flush();
        }

        json.WriteEndArray();
        json.WriteStartArray("stages");
        foreach (var stage in plan.Stages)
        {
            Write(json, stage);
            if (json.BytesPending > FlushAt) await Flush();
        }

        json.WriteEndArray();
        var all = PlanTotals.Of(plan).All;
        json.WriteNumber("stages_without_sharing", all.StagesAlone);
        json.WriteNumber("epochs", all.Epochs);
        json.WriteNumber("epochs_without_sharing", all.EpochsAlone);
        json.WriteNumber("work", all.Work);
        json.WriteNumber("work_without_sharing", all.WorkAlone);
        json.WritePropertyName("prediction");
        JsonSerializer.Serialize(json, prediction, Names);
        json.WriteEndObject();
        await Flush();
        await output.WriteLineAsync();

        async Task Flush()
        {
            await json.FlushAsync();
            await output.WriteAsync(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
            buffer.SetLength(0);
        }
    }

    private static void Write(Utf8JsonWriter json, TrialSpec trial)
    {
        json.WriteStartObject();
        json.WriteString("id", trial.Id.Value);
        json.WriteNumber("number", trial.Number);
        json.WriteString("method", trial.Method);
        json.WritePropertyName("axes");
        json.WriteRawValue(trial.Axes);
        json.WriteStartArray("stages");
        foreach (var stage in trial.Stages) json.WriteStringValue(stage.Value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StageSpec stage)
    {
        json.WriteStartObject();
        json.WriteString("key", stage.Key.Value);
        if (stage.Parent is { } parent) json.WriteString("parent", parent.Value);
        else json.WriteNull("parent");
        json.WriteString("kind", stage.Kind);
        json.WritePropertyName("settings");
        json.WriteRawValue(stage.Settings);
        json.WriteNumber("work", stage.Work);
        json.WriteEndObject();
    }
}
