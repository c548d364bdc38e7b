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
    [InlineData("quickstart.yaml", "ba7b2c97608d6971")]
    [InlineData("cifar10-small.yaml", "e688fb72f9d06a57")]
    [InlineData("adasap-ablation.yaml", "cae3e2a48438fb51")]
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
