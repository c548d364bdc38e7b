using System.Text.Json;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>The prediction that a run is held against at its end.</summary>
internal sealed class RunForecast
{
    private readonly PlanPrediction _prediction;
    private readonly DateTimeOffset _begun;

    private RunForecast(PlanPrediction prediction, DateTimeOffset begun) => (_prediction, _begun) = (prediction, begun);

    /// <summary>Predicts from what the store has learned, and notes it there with the sweep.</summary>
    /// <returns>Null for a run without slots of its own: who will come to it is not known.</returns>
    public static RunForecast? Of(SweepPlan plan, SweepRecord record, SweepStore store, StageCosts costs, RunSettings settings, DateTimeOffset now)
    {
        if (settings.Slots.Count == 0) return null;
        var prediction = Forecast.Of(plan, record.Stages, costs, settings.Scheduling, settings.Slots);
        store.RememberPrediction(record.Id, JsonSerializer.Serialize(prediction));
        return new(prediction, now);
    }

    public string Against(StoreReader reader, SweepId sweep, DateTimeOffset now) =>
        PredictionText.Against(_prediction, reader.Query.Outcome(sweep, _begun), now - _begun);
}
