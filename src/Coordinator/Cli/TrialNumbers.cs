using System.Globalization;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Many trial numbers in few words.</summary>
internal static class TrialNumbers
{
    private const int MostRanges = 8;

    /// <summary>As in <c>trials 1 to 4, 7 and 9</c>.</summary>
    /// <param name="ascending">At least one.</param>
    public static string Text(IReadOnlyList<int> ascending)
    {
        var ranges = new List<string>();
        var left = ascending.Count;
        for (var begin = 0; begin < ascending.Count && ranges.Count < MostRanges;)
        {
            var end = begin;
            while (end + 1 < ascending.Count && ascending[end + 1] == ascending[end] + 1) end++;
            ranges.Add(end - begin < 2
                ? string.Join(", ", Enumerable.Range(ascending[begin], end - begin + 1).Select(Number))
                : $"{Number(ascending[begin])} to {Number(ascending[end])}");
            left -= end - begin + 1;
            begin = end + 1;
        }

        var more = left > 0 ? $" and {Number(left)} more" : "";
        return $"{(ascending.Count == 1 ? "trial" : "trials")} {string.Join(", ", ranges)}{more}";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
