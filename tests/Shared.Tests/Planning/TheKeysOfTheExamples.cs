using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class TheKeysOfTheExamples
{
    /// <summary>A change here takes old results away from every user; only a change of an example may cause it.</summary>
    [Theory]
    [InlineData("quickstart.yaml", "5f6852e7ba970434")]
    [InlineData("cifar10-small.yaml", "02d462c5f10a4c95")]
    [InlineData("adasap-ablation.yaml", "f9b112518a2451dc")]
    public void StayTheSame_ToTheLastByteOfThePlan(string name, string hash)
    {
        var plan = Planner.Plan(SweepFile.Read(Path.Combine(Examples.Folder, name)).File!, Examples.Data());

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(plan))))[..16]);
    }

    private static string Text(SweepPlan plan)
    {
        var text = new StringBuilder();
        foreach (var s in plan.Stages)
            text.Append(CultureInfo.InvariantCulture, $"{s.Key} {s.Parent} {s.Kind} {s.RecipeVersion} {s.Settings} {s.DataFingerprint} {s.Work}\n");
        foreach (var t in plan.Trials)
            text.Append(CultureInfo.InvariantCulture, $"{t.Id} {t.Number} {t.Method} {t.Configuration} {t.Axes} {string.Join(' ', t.Stages)}\n");
        return text.ToString();
    }
}
