using AdaSapSweep.Shared.Store.Columns;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Sqlite;

internal static class RowReading
{
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static double? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => StoredTime.FromColumn(row.GetString(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    /// <summary>A number whose kind is in the next column.</summary>
    public static double Stored(this SqliteDataReader row, int column) =>
        new StoredNumber(row.NumberOrNull(column), row.TextOrNull(column + 1)).ToDouble();
}
