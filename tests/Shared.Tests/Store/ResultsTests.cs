using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenResultsAreRead : IDisposable
{
    private readonly StoreFixture _fixture = new();
    private readonly SweepRecord _sweep;

    public WhenResultsAreRead()
    {
        _sweep = _fixture.Begin(Plans.Of(1, 2));
        Finish(Plans.Root, Plans.Outcome(("parameters", 1000), ("clean_accuracy", 0.1)));
        Finish(Plans.Leaf(1), Plans.Outcome(("clean_accuracy", 0.75), ("pgd_accuracy", 0.5), ("zeta", double.NaN)) with
        {
            Rejected = [new("corruption_accuracy", 0.9, "above clean")],
        });
        _fixture.One(new TrialChanged(_sweep.Id, Plans.Trial(1), TrialState.Succeeded, null, _fixture.Now));
        _fixture.One(new TrialChanged(_sweep.Id, Plans.Trial(2), TrialState.Failed, "lost, \"twice\"\nin a row", _fixture.Now));
    }

    [Fact]
    public void TheLastStageOfATrialHasTheWord()
    {
        Assert.Equal(0.75, _fixture.Trial(1).Measurements["clean_accuracy"].Value);
        Assert.Equal(0.1, _fixture.Trial(2).Measurements["clean_accuracy"].Value);
        Assert.Equal(1000, _fixture.Trial(1).Measurements["parameters"].Value);
        Assert.Equal((25.0, 12.5), (_fixture.Trial(1).TrainSeconds, _fixture.Trial(2).TrainSeconds));
    }

    [Fact]
    public void TheResultsViewHasARowATrialForPeople()
    {
        var rows = _fixture.Store.Session.Query(
            "SELECT sweep, number, method, state, clean_accuracy, pgd_accuracy, corruption_accuracy, parameters, measurements, rejected, train_seconds FROM results",
            row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))));
        Assert.Equal(
            [
                """sweep|1|adasap|succeeded|0.75|0.5||1000|{"clean_accuracy":0.75,"parameters":1000.0,"pgd_accuracy":0.5,"zeta":null}|{"corruption_accuracy":"above clean"}|25""",
                """sweep|2|adasap|failed|0.1|||1000|{"clean_accuracy":0.1,"parameters":1000.0}|{}|12.5""",
            ],
            rows);
    }

    [Fact]
    public void ATrialThatLeftThePlan_IsInAllResultsAlone()
    {
        _fixture.Begin(Plans.Of(1));
        Assert.Equal([1L], _fixture.Store.Session.Query("SELECT number FROM results", row => row.GetInt64(0)));
        Assert.Equal([1L, 2L], _fixture.Store.Session.Query("SELECT number FROM all_results", row => row.GetInt64(0)));
    }

    [Theory]
    [InlineData("results", "sweep,number,method,axes,configuration,state,reason,dropped,clean_accuracy,pgd_accuracy,corruption_accuracy,parameters,macs,sparsity,latency_ms,measurements,rejected,train_seconds,trial")]
    [InlineData("stage_overview", "key,kind,state,reason,parent,trials,attempts,slot,started_at,ended_at,train_seconds,artifact,artifact_bytes,settings,artifact_deleted")]
    [InlineData("failures", "stage_key,kind,attempt,slot,failure_kind,reason,final,ended_at,stage_state,trials")]
    public void ThePublishedColumnsStay(string view, string columns) => Assert.Equal(
        columns.Split(','), _fixture.Store.Session.Query("SELECT name FROM pragma_table_info($1) ORDER BY cid", row => row.GetString(0), view));

    [Fact]
    public void AnAxisThatIsMeasuredAsWell_HasAColumnOfItsOwn()
    {
        var measured = System.Collections.Immutable.ImmutableSortedDictionary<string, MeasurementRow>.Empty.Add("sparsity", new(0.79, false, null));
        var trial = new TrialRow(Plans.Trial(1), 1, "flying-bird", "{\"sparsity\":0.8}", "{}", TrialState.Succeeded, null, false, 1, measured);
        var table = ResultsTable.Of([trial]);
        Assert.Equal(["number", "method", "asked_sparsity", "state", "sparsity", "train_seconds", "reason"], table.Columns);
        Assert.Equal((0.8, 0.79), (table.Rows[0][2], table.Rows[0][4]));
    }

    [Fact]
    public void TheOverviewsCountTrialsAndNameFailures()
    {
        _fixture.Lease(Plans.Leaf(2), StoreFixture.First);
        _fixture.Fail(Plans.Leaf(2), StoreFixture.First, final: true, FailureKind.Diverged);
        var sql = _fixture.Store.Session;
        Assert.Equal(2, sql.Scalar<long>("SELECT trials FROM stage_overview WHERE key = $1", Plans.Root.Value));
        Assert.Equal("diverged", sql.Scalar<string>("SELECT failure_kind FROM failures WHERE stage_key = $1", Plans.Leaf(2).Value));
        Assert.Equal(FailureKind.Diverged, _fixture.Read(q => q.Attempts(_sweep.Id)).Single(a => a.Stage == Plans.Leaf(2)).Failure);
    }

    [Fact]
    public void CountsNameEveryState()
    {
        var counts = _fixture.Read(q => q.Counts(_sweep.Id));
        Assert.Equal([0, 0, 1, 1, 0], Enum.GetValues<TrialState>().Select(s => counts.Trials[s]));
        Assert.Equal([1, 0, 2, 0, 0], Enum.GetValues<StageState>().Select(s => counts.Stages[s]));
    }

    [Fact]
    public void TheCsvQuotesWhatNeedsIt_AndLeavesOutWhatIsNoNumber() => Assert.Equal(
        "number,method,seed,state,clean_accuracy,pgd_accuracy,parameters,zeta,train_seconds,reason\n" +
        "1,adasap,1,succeeded,0.75,0.5,1000,,25,\n" +
        "2,adasap,2,failed,0.1,,1000,,12.5,\"lost, \"\"twice\"\"\nin a row\"\n",
        ResultsCsv.Write(ResultsTable.Of(Trials())));

    [Fact]
    public void TheMainTableKeepsToTheMainMetrics() => Assert.Equal(
        ["number", "method", "seed", "state", "clean_accuracy", "pgd_accuracy", "parameters", "train_seconds", "reason"],
        ResultsTable.Of(Trials(), ResultsTable.MainMetricsOf(Trials())).Columns);

    [Fact]
    public void TheJsonIsOneDocument_WithNullForWhatIsNoNumber()
    {
        using var json = JsonDocument.Parse(ResultsJson.Write(_fixture.Read(q => q.FindSweep(null))!, Trials()));
        var first = json.RootElement.GetProperty("trials")[0];
        Assert.Equal("sweep", json.RootElement.GetProperty("sweep").GetString());
        Assert.Equal(0.75, first.GetProperty("measurements").GetProperty("clean_accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("measurements").GetProperty("zeta").ValueKind);
        Assert.Equal("above clean", first.GetProperty("rejected")[0].GetProperty("reason").GetString());
        Assert.Equal(1, first.GetProperty("axes").GetProperty("seed").GetInt32());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("reason").ValueKind);
    }

    [Fact]
    public void AnAxisOfOnlySomeTrialsIsEmptyForTheOthers()
    {
        var trials = Trials();
        var mixed = ResultsTable.Of([trials[0] with { Axes = """{"method":"adasap","rho":[0.1,0.2]}""" }, trials[1]], []);
        Assert.Equal(["number", "method", "rho", "seed"], mixed.Columns.Take(4));
        Assert.Equal("[0.1,0.2]", mixed.Rows[0][2]);
        Assert.Null(mixed.Rows[0][3]);
        Assert.Equal(2L, mixed.Rows[1][3]);
    }

    public void Dispose() => _fixture.Dispose();

    private IReadOnlyList<TrialRow> Trials() => _fixture.Read(q => q.Trials(_sweep.Id));

    private void Finish(StageKey stage, StageOutcome outcome)
    {
        _fixture.Lease(stage, StoreFixture.First);
        _fixture.Succeed(stage, StoreFixture.First, outcome);
    }
}
