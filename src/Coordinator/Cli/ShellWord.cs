namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Words of commands that are printed to be copied.</summary>
internal static class ShellWord
{
    /// <summary>In quotes where a shell would read more than one word, or something else, into it.</summary>
    public static string Of(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '=' or ',' or '+' or '@')
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
