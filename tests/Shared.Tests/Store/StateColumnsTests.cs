using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class StateWordsInTheStore
{
    [Fact]
    public void EveryValueOfEveryEnumReadsBackAsItself()
    {
        RoundTrips<StageState>(s => s.ToColumn(), StateColumns.StageStateFromColumn);
        RoundTrips<TrialState>(s => s.ToColumn(), StateColumns.TrialStateFromColumn);
        RoundTrips<AttemptState>(s => s.ToColumn(), StateColumns.AttemptStateFromColumn);
        RoundTrips<FailureKind>(s => s.ToColumn(), StateColumns.FailureKindFromColumn);
    }

    [Fact]
    public void AnUnknownWordIsRefusedByName()
    {
        var error = Assert.Throws<FormatException>(() => StateColumns.StageStateFromColumn("Pending"));
        Assert.Contains("'Pending'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ANumberReadsBackAsItself(double number) => Assert.Equal(number, StoredNumber.Of(number).ToDouble());

    [Fact]
    public void OnlyWhatIsNotFiniteHasAKind()
    {
        Assert.Equal(new StoredNumber(1.5, null), StoredNumber.Of(1.5));
        Assert.Equal(new StoredNumber(null, "-inf"), StoredNumber.Of(double.NegativeInfinity));
        Assert.Throws<FormatException>(() => new StoredNumber(null, null).ToDouble());
    }

    private static void RoundTrips<T>(Func<T, string> toColumn, Func<string, T> fromColumn)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        Assert.NotEmpty(values);
        Assert.Equal(values.Length, values.Select(toColumn).Distinct().Count());
        Assert.All(values, value => Assert.Equal(value, fromColumn(toColumn(value))));
        Assert.Throws<ArgumentOutOfRangeException>(() => toColumn((T)(object)-1));
    }
}
