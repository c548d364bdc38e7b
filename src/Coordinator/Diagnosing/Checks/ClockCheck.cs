using System.Globalization;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The clock is near the time at which this program was built or after it, and agrees with that of the store's folder.</summary>
internal sealed class ClockCheck : ICheck
{
    private const string Fix = "sudo timedatectl set-ntp true";

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public string Name => "clock";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) => Task.FromResult<IReadOnlyList<Finding>>([Look(machine)]);

    private static Finding Look(Machine machine)
    {
        var now = machine.Clock.GetUtcNow();
        var built = File.GetLastWriteTimeUtc(typeof(ClockCheck).Assembly.Location);
        if (now < built - Tolerance) return Finding.Problem(string.Create(CultureInfo.InvariantCulture, $"the clock says {now:u}, which is before this program was built"), Fix);
        return Skew(machine) is { } skew && skew.Duration() > Tolerance
            ? Finding.Warning(string.Create(CultureInfo.InvariantCulture, $"files in '{machine.NearestFolder}' get times that are {skew.TotalSeconds:N0} s off this machine's clock"), Fix)
            : Finding.Ok(string.Create(CultureInfo.InvariantCulture, $"{now:u}"));
    }

    /// <summary>Null where nothing can be written, which the check of the folder tells.</summary>
    private static TimeSpan? Skew(Machine machine)
    {
        var path = Path.Combine(machine.NearestFolder, $".adasap-doctor-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(path, "");
            return File.GetLastWriteTimeUtc(path) - machine.Clock.GetUtcNow();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            if (File.Exists(path)) File.Delete(path);
        }
    }
}
