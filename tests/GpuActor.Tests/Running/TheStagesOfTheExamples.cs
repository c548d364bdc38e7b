using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Stages;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Running;

public sealed class TheStagesOfTheExamples
{
    [Fact]
    public void AreAllReadByAGpuActor_AsTheyWerePlanned()
    {
        var files = Directory.GetFiles(Path.Combine(Root(), "examples"), "*.yaml");
        Assert.NotEmpty(files);
        var shapes = files.Select(file => (File: file, Sweep: SweepFile.Read(file).File)).ToList();
        shapes.AddRange(files.Select(file => (file, SweepFile.Read(file, small: true))).Where(f => !f.Item2.Errors.Any(e => e.Line == 0)).Select(f => (f.file, f.Item2.File)));
        foreach (var (file, sweep) in shapes)
        {
            Assert.True(sweep is not null, $"{file} cannot be read");
            // Planning needs the data's identity and size only.
            var plan = Planner.Plan(sweep, new LocatedDataSet("shapes", null, [], [], "fingerprint", 100, 50));
            foreach (var stage in plan.Stages)
            {
                var settings = StageJson.Read(stage.Kind, stage.Settings);
                Assert.Equal(StageKinds.IsEvaluation(stage.Kind), settings is EvaluationSettings);
                Assert.Equal(stage.Settings, StageJson.Write(settings));
                Assert.Equal(StageKinds.IsEvaluation(stage.Kind), PlannedEpochs.Of(stage) == 0);
            }
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AdaSapSweep.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
