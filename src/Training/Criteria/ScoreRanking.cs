using AdaSapSweep.Stages;
using Names = AdaSapSweep.Stages.Criteria;

namespace AdaSapSweep.Training.Criteria;

/// <summary>Makes scores of different groups comparable, on the host.</summary>
public static class ScoreRanking
{
    /// <param name="normalisation">A word of <see cref="ScoreNormalisations"/>; null: <see cref="DefaultOf"/>. Without effect under <c>layer</c>.</param>
    /// <param name="ranking">A word of <see cref="Rankings"/>; null: <c>global</c>. <c>layer</c>: of every group the same share goes.</param>
    public static Dictionary<string, double[]> Of(
        IReadOnlyDictionary<string, double[]> scores, string criterion, string? normalisation = null, string? ranking = null)
    {
        Func<double[], double[]> map = ranking switch
        {
            null or Rankings.Global => group => Normalised(group, normalisation is null or ScoreNormalisations.Default ? DefaultOf(criterion) : normalisation),
            Rankings.Layer => Shares,
            _ => throw new ArgumentOutOfRangeException(nameof(ranking), ranking, "not a ranking"),
        };
        return scores.ToDictionary(s => s.Key, s => map(s.Value), StringComparer.Ordinal);
    }

    /// <summary>
    /// A norm or a distance grows with the layer, so it is divided by its group's mean; a change of the loss is in one unit everywhere,
    /// gamma is a factor, and random scores know no layers.
    /// </summary>
    public static string DefaultOf(string criterion) =>
        criterion is Names.L1 or Names.L2 or Names.Fpgm ? ScoreNormalisations.Mean : ScoreNormalisations.None;

    private static double[] Normalised(double[] scores, string normalisation)
    {
        var size = normalisation switch
        {
            ScoreNormalisations.None => 1,
            ScoreNormalisations.Mean => scores.Average(),
            ScoreNormalisations.Max => scores.Max(),
            _ => throw new ArgumentOutOfRangeException(nameof(normalisation), normalisation, "not a normalisation of scores"),
        };
        return size > 0 ? [.. scores.Select(s => s / size)] : scores;
    }

    /// <returns>Where each score stands in its group, from 0 to 1; equal ones by index.</returns>
    private static double[] Shares(double[] scores)
    {
        var shares = new double[scores.Length];
        var place = 0;
        foreach (var channel in Enumerable.Range(0, scores.Length).OrderBy(c => scores[c])) shares[channel] = (place++ + .5) / scores.Length;
        return shares;
    }
}
