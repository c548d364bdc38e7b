using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenTheSweepFileIsBroken
{
    private const int Edits = 100;

    [Fact]
    public async Task EachOfAHundredRandomEdits_EitherPlansOrEndsWithAMessage()
    {
        using var folder = new TemporaryFolder();
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository(), "examples", "quickstart.yaml"), TestContext.Current.CancellationToken);
        var random = new Random(7);
        var refused = 0;
        for (var edit = 0; edit < Edits; edit++)
        {
            var text = string.Join('\n', Edited([.. lines], random));
            var run = await AdasapProgram.Run(["plan", TinySweep.WriteTo(folder.Path, text)]);
            Assert.True(run.ExitCode is 0 or 2, $"edit {edit}:\n{text}\n{run}");
            Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("xception", run.Errors, StringComparison.Ordinal);
            if (run.ExitCode == 0) continue;
            refused++;
            Assert.Contains("sweep.yaml", run.Errors, StringComparison.Ordinal);
        }
        Assert.InRange(refused, 10, Edits - 10);
    }

    [Theory]
    [InlineData("--slots", "0")]
    [InlineData("--slots", "many")]
    [InlineData("--devices", "tpu")]
    [InlineData("--colour", "red")]
    [InlineData("--config", "no-such-file.conf")]
    public async Task AWrongFlag_EndsWithAMessage(string flag, string value)
    {
        using var folder = new TemporaryFolder();
        var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(folder.Path), "--store", folder["store.db"], flag, value]);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(flag == "--config" ? value : flag is "--devices" ? "tpu" : flag, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["store.db"]), "a store was left behind");
    }

    private static List<string> Edited(List<string> lines, Random random)
    {
        for (var count = 1 + random.Next(2); count > 0; count--)
        {
            var i = random.Next(lines.Count);
            switch (random.Next(4))
            {
                case 0: lines.RemoveAt(i); break;
                case 1: lines.Insert(i, lines[i]); break;
                case 2 when lines[i].Length > 1: lines[i] = lines[i].Remove(random.Next(lines[i].Length), 1); break;
                default: lines[i] = lines[i].Replace(": ", random.Next(2) == 0 ? ": nonsense " : ": [", StringComparison.Ordinal); break;
            }
        }
        return lines;
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AdaSapSweep.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("not inside the repository");
    }
}
