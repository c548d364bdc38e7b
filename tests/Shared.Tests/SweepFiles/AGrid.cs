using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class AGrid
{
    [Fact]
    public void HasTheProductOfItsAxes_LessWhatIsExcluded()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var (cuts, epochs, seeds) = (random.Next(1, 6), random.Next(1, 6), random.Next(1, 4));
            var (outCuts, outEpochs) = (random.Next(1, cuts + 1), random.Next(1, epochs + 1));
            var result = SweepFile.Parse($$"""
                name: product
                seeds: [{{Numbers(seeds)}}]
                data: { name: shapes }
                grids:
                  - method: [adasap, sgd]
                    cuts: [{{Numbers(cuts)}}]
                    adapt_epochs: [{{Numbers(epochs)}}]
                    exclude:
                      - { cuts: [{{Numbers(outCuts)}}], adapt_epochs: [{{Numbers(outEpochs)}}] }
                """);

            Assert.Empty(result.Errors);
            Assert.Equal(((cuts * epochs) - (outCuts * outEpochs) + 1) * seeds, result.File!.Trials.Length);
            Assert.Equal(result.File.Trials.Length, result.File.Trials.Select(t => t.Id).Distinct().Count());
        }
    }

    [Fact]
    public void IsExpandedInTheOrderOfTheFile_SeedsInnermost()
    {
        var file = Examples.Checked("""
            name: order
            seeds: [5, 3]
            data: { name: shapes }
            grids:
              - size_ratio: [0.6, 0.4]
                method: adasap
                cuts: [2, 1]
                exclude: { seed: 3, cuts: 1 }
            """);

        Assert.Equal(
            [(0.6, 2, 5), (0.6, 2, 3), (0.6, 1, 5), (0.4, 2, 5), (0.4, 2, 3), (0.4, 1, 5)],
            file.Trials.Select(t => (t.Settings.Number("size_ratio"), t.Settings.WholeNumber("cuts"), (int)t.Seed)));
    }

    [Fact]
    public void TakesItsOwnValueFirst_ThenTheFixedOnes_ThenTheDefault()
    {
        var settings = Examples.Checked("""
            name: first
            data: { name: shapes }
            training: { batch_size: 50, momentum: 0.5 }
            defaults: { cuts: 7, adapt_epochs: 4 }
            grids:
              - { method: adasap, batch_size: 20, cuts: 2, rho_max: 8/10 }
            """).Trials[0].Settings;

        Assert.Equal((20, 0.5, 2, 4), (settings.WholeNumber("batch_size"), settings.Number("momentum"), settings.WholeNumber("cuts"), settings.WholeNumber("adapt_epochs")));
        Assert.Equal((0.1, 0.8, 0.004), (settings.Number("learning_rate"), settings.Number("rho_max"), settings.Number("rho_min")));
    }

    [Fact]
    public void MakesAnAxisOfLists_FromAListOfLists()
    {
        var file = Examples.Checked("""
            name: lists
            data: { name: shapes }
            grids:
              - { method: sgd, schedule: multistep, milestones: [[0.5], [0.25, 0.75]] }
            """);

        Assert.Equal(["[0.5]", "[0.25,0.75]"], file.Trials.Select(t => t.Settings.Get("milestones").Json));
    }

    [Fact]
    public void ADefaultThatNoMethodUses_IsNoted()
    {
        var result = SweepFile.Parse("name: a\ndata: { name: shapes }\ndefaults: { growth: random }\ngrids: [{ method: sgd }]\n");

        Assert.NotNull(result.File);
        Assert.Equal(["line 3: 'growth' is used by no method of this file"], result.Notes);
    }

    private static string Numbers(int count) => string.Join(", ", Enumerable.Range(1, count));
}
