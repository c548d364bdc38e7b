namespace AdaSapSweep.Pictures;

/// <summary>Runs a command in a terminal of its own and keeps what it writes there.</summary>
internal sealed class Recorder(string script, string folder)
{
    /// <param name="command">For the shell.</param>
    public async Task<string> RecordAsync(string command, int columns, int rows)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        await Tools.RunAsync(script, ["--quiet", "--return", "--flush", "--command", $"stty cols {columns} rows {rows}; {command}", file], folder);
        var text = await File.ReadAllTextAsync(file);
        // A line of its own about the recording, which some versions write in spite of --quiet, and another one at the end.
        if (text.StartsWith("Script started", StringComparison.Ordinal)) text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var end = text.LastIndexOf("\nScript done", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
