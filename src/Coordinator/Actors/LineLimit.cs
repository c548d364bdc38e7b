using System.Globalization;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>Writes lines for people, and leaves out what comes faster than anybody reads. Used by one actor.</summary>
internal sealed class LineLimit(TextWriter output, TimeProvider clock, int mostPerSecond)
{
    private DateTimeOffset _second;
    private int _written;
    private int _leftOut;

    /// <summary>False when the line that was about to be made would be left out; then it is counted.</summary>
    public bool Allows()
    {
        var now = clock.GetUtcNow();
        if (now - _second >= TimeSpan.FromSeconds(1)) (_second, _written) = (now, 0);
        if (_written < mostPerSecond)
        {
            _written++;
            return true;
        }
        _leftOut++;
        return false;
    }

    public void Write(string line) => output.WriteLine(line);

    /// <summary>What to add to the next summary about lines that were left out since the last; empty when none were.</summary>
    public string TakeLeftOut()
    {
        var count = _leftOut;
        _leftOut = 0;
        return count > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({count} lines left out)") : "";
    }
}
