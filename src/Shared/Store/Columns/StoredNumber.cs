namespace AdaSapSweep.Shared.Store.Columns;

/// <summary>A double as two columns: SQLite has no NaN, so what is not finite is NULL with its kind beside it.</summary>
internal readonly record struct StoredNumber(double? Value, string? Kind)
{
    private const string Nan = "nan";
    private const string Infinity = "inf";
    private const string NegativeInfinity = "-inf";

    public static StoredNumber Of(double number) => number switch
    {
        double.NaN => new(null, Nan),
        double.PositiveInfinity => new(null, Infinity),
        double.NegativeInfinity => new(null, NegativeInfinity),
        _ => new(number, null),
    };

    /// <exception cref="FormatException">No number and no known kind.</exception>
    public double ToDouble() => (Value, Kind) switch
    {
        ({ } number, null) => number,
        (null, Nan) => double.NaN,
        (null, Infinity) => double.PositiveInfinity,
        (null, NegativeInfinity) => double.NegativeInfinity,
        _ => throw new FormatException($"the store holds the number '{Value}' of kind '{Kind}'"),
    };
}
