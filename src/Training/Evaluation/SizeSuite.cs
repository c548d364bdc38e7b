namespace AdaSapSweep.Training.Evaluation;

/// <summary>Parameters, multiply-accumulates and zeros, of the network and as shares of the dense one.</summary>
internal static class SizeSuite
{
    public static void Measure(EvaluationRun run, NetworkFacts facts)
    {
        var log = run.Log;
        log.Add(MeasurementNames.Parameters, facts.Parameters);
        log.Add(MeasurementNames.ParameterRatio, (double)facts.Parameters / facts.DenseParameters, Preconditions.Size(facts, run.Settings));
        log.Add(MeasurementNames.Macs, facts.Macs);
        log.Add(MeasurementNames.MacsRatio, (double)facts.Macs / facts.DenseMacs, Preconditions.Macs(facts, run.Settings));
        log.Add(MeasurementNames.Sparsity, (double)facts.ZeroWeights / facts.PrunableWeights, Preconditions.Sparsity(facts, run.Settings));
        if (facts.LayerSparsity.Count > 0)
        {
            log.Add(MeasurementNames.SparseMacs, facts.SparseMacs);
            log.Add(MeasurementNames.SparseMacsRatio, facts.SparseMacs / facts.DenseMacs);
            foreach (var (layer, sparsity) in facts.LayerSparsity) log.Add(MeasurementNames.LayerSparsity + layer, sparsity);
        }
        if (facts.TrainingMacs is { } macs) log.Add(MeasurementNames.TrainingMacs, macs);
        if (facts.TrainingMacsOfPaper is { } ofPaper) log.Add(MeasurementNames.TrainingMacsOfPaper, ofPaper);
    }
}
