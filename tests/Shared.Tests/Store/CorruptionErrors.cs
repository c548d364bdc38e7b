using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class CorruptionErrors
{
    private static readonly double[] OfNoise = [.40, .45, .55, .70, .85];
    private static readonly double[] OfFog = [.35, .40, .50, .55, .70];

    /// <summary>The worked example of the reference; its percentages are ratios here.</summary>
    [Fact]
    public void AgainstAlexNet_AreThoseOfTheReference()
    {
        var compared = CorruptionBaseline.AlexNet.Compare(Trial(.2, ("gaussian_noise", OfNoise), ("fog", OfFog)));

        Assert.Equal(.66559269, Value(compared, "ce.gaussian_noise"), 1e-8);
        Assert.Equal(.61025919, Value(compared, "ce.fog"), 1e-8);
        // Two kinds have no mCE of fifteen.
        Assert.DoesNotContain(compared.Measurements.Keys, name => name.StartsWith("mce", StringComparison.Ordinal));
    }

    [Fact]
    public void AgainstAlexNet_NeedAllSeverities()
    {
        var trial = Trial(.2, ("fog", OfFog));
        var compared = CorruptionBaseline.AlexNet.Compare(trial with { Measurements = trial.Measurements.Remove("corruption_accuracy.fog.4") });
        Assert.DoesNotContain("ce.fog", compared.Measurements.Keys);
    }

    [Fact]
    public void AgainstAlexNet_HaveAMeanOverTheFifteenKindsAlone()
    {
        var compared = CorruptionBaseline.AlexNet.Compare(Trial(.2, [.. CorruptionKinds.All.Select(kind => (kind, OfNoise))]));
        Assert.Equal(CorruptionBaseline.AlexNet.Errors.Values.Average(error => .59 / error), Value(compared, "mce"), 1e-12);
        Assert.DoesNotContain("relative_mce", compared.Measurements.Keys);
        Assert.DoesNotContain("ce.saturate", compared.Measurements.Keys);
    }

    [Fact]
    public void AgainstATrial_SayHowManyKindsTheyAreOver()
    {
        var baseline = Trial(.1, ("gaussian_noise", [.5, .5, .5, .5, .5]), ("fog", [.4, .4, .4, .4, .4]), ("saturate", [.3, .3, .3, .3, .3]));
        var compared = CorruptionBaseline.Of([baseline]).Compare(Trial(.2, ("gaussian_noise", OfNoise), ("fog", OfFog), ("saturate", OfFog)));
        Assert.Equal((.59 / .5 + .5 / .4) / 2, Value(compared, "mce_of_2"), 1e-12);
        Assert.Equal((.39 / .4 + .3 / .3) / 2, Value(compared, "relative_mce_of_2"), 1e-12);
        Assert.Equal(.5 / .3, Value(compared, "ce.saturate"), 1e-12);
        var itself = CorruptionBaseline.Of([baseline]).Compare(baseline);
        Assert.Equal(1, Value(itself, "mce_of_2"), 1e-12);
        Assert.Equal(1, Value(itself, "relative_mce_of_2"), 1e-12);
    }

    [Fact]
    public void AgainstSeveralTrials_AreTakenFromTheirMean()
    {
        var (better, worse) = (Trial(.1, ("fog", [.2, .2, .2, .2, .2])), Trial(.1, ("fog", [.6, .6, .6, .6, .6])));
        Assert.Equal(.5 / .4, Value(CorruptionBaseline.Of([better, worse]).Compare(Trial(.1, ("fog", OfFog))), "ce.fog"), 1e-12);
    }

    [Fact]
    public void LeaveOutWhatIsNoResult()
    {
        var trial = Trial(.1, ("fog", OfFog));
        var rejected = trial with { Measurements = trial.Measurements.SetItem("corruption_accuracy.fog", new(.5, false, "not finite")) };
        Assert.DoesNotContain("ce.fog", CorruptionBaseline.Of([trial]).Compare(rejected).Measurements.Keys);
        Assert.Empty(CorruptionBaseline.Of([trial, rejected]).Errors);
    }

    private static double Value(TrialRow trial, string name) => trial.Measurements[name].Value;

    private static TrialRow Trial(double cleanError, params (string Kind, double[] Errors)[] corrupted)
    {
        var measured = ImmutableSortedDictionary.CreateBuilder<string, MeasurementRow>(StringComparer.Ordinal);
        measured["clean_accuracy"] = new(1 - cleanError, false, null);
        foreach (var (kind, errors) in corrupted)
        {
            measured[$"corruption_accuracy.{kind}"] = new(1 - errors.Average(), false, null);
            for (var s = 1; s <= 5; s++) measured[$"corruption_accuracy.{kind}.{s}"] = new(1 - errors[s - 1], false, null);
        }
        return new(Plans.Trial(1), 1, "sgd", "{}", "{}", TrialState.Succeeded, null, false, 1, measured.ToImmutable());
    }
}
