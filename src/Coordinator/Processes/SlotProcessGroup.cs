using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>A slot that this machine offers.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
internal sealed record LocalSlot(SlotId Slot, string Device);

/// <summary>How GPU actor processes are started.</summary>
/// <param name="StorePath">The store, or on a machine without one the path whose neighbours are the processes' locks and logs.</param>
/// <param name="Coordinator">Address of the coordinator's actor system; null when the processes find it beside the store.</param>
/// <param name="ArtifactFolder">Where the coordinator's artifact folder lies on this machine; null for the same path.</param>
/// <param name="DataFolder">Where the data set lies on this machine; null for the same path as on the coordinator's.</param>
/// <param name="Host">Name at which the coordinator reaches this machine; null for that of the settings.</param>
internal sealed record SlotProcessOptions(
    string Executable, string StorePath, int Threads, string? ConfigFile, string? Coordinator = null, string? ArtifactFolder = null, string? DataFolder = null, string? Host = null);

/// <summary>A process that this one started has ended.</summary>
/// <param name="Complaint">What it said before it wrote to its log.</param>
internal sealed record ChildExit(int ProcessId, int ExitCode, string Complaint);

/// <summary>
/// The GPU actor processes of this machine. They are told to live on when this process is killed, so they are known by the locks that they hold
/// and not by who started them. Safe for concurrent use.
/// </summary>
internal sealed class SlotProcessGroup(SlotProcessOptions options, TimeSpan stopTimeout)
{
    private const string Nice = "/usr/bin/nice";
    private const string Niceness = "5";

    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _build = SlotFacts.BuildOf(options.Executable);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Process> _children = [];
    private bool _stopped;

    /// <summary>The living processes of this machine's slots, whoever started them.</summary>
    public IReadOnlyList<SlotFacts> Living() => SlotLock.Living(options.StorePath);

    /// <summary>True once the processes are being ended, so that their ends are no surprise.</summary>
    public bool IsStopped
    {
        get
        {
            lock (_gate) return _stopped;
        }
    }

    public bool Lives(SlotId slot) => SlotLock.IsHeld(options.StorePath, slot);

    /// <summary>Whether the process is just what would be started for the slot now.</summary>
    public bool Suits(LocalSlot slot, SlotFacts process) => process == new SlotFacts(slot.Slot, process.ProcessId, slot.Device, options.Threads, options.ConfigFile, _build,
        SlotFacts.ServesOf(options.Coordinator, options.Host, options.ArtifactFolder, options.DataFolder));

    /// <summary>The file that a slot's processes write to.</summary>
    public string Log(SlotId slot) => SlotFiles.Log(options.StorePath, slot);

    /// <summary>Starts a slot's process. <paramref name="exited"/> is called once, from any thread, unless the group was stopped before.</summary>
    /// <returns>The process id; null once the group is stopped.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public int? Start(LocalSlot slot, Action<ChildExit> exited)
    {
        var process = new Process { StartInfo = StartInfo(slot), EnableRaisingEvents = true };
        lock (_gate)
        {
            if (_stopped) return null;
            process.Exited += (_, _) =>
            {
                bool expected;
                lock (_gate)
                {
                    _children.Remove(process.Id);
                    expected = _stopped;
                }
                if (!expected) exited(new(process.Id, process.ExitCode, process.StandardError.ReadToEnd()));
                process.Dispose();
            };
            process.Start();
            _children.Add(process.Id, process);
            process.StandardInput.Close();
            return process.Id;
        }
    }

    /// <summary>Ends all processes: asks first, and kills what is still there after the time given. Nothing can be started any more.</summary>
    public async Task EndAsync()
    {
        lock (_gate) _stopped = true;
        foreach (var process in Processes()) ProcessSignal.Terminate(process);
        if (!await Gone(stopTimeout))
        {
            foreach (var process in Processes()) ProcessSignal.Kill(process);
            await Gone(KillTimeout);
        }
        try
        {
            Directory.Delete(SlotFiles.Folder(options.StorePath), recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Files of slots that nobody holds do no harm.
        }
    }

    private async Task<bool> Gone(TimeSpan timeout)
    {
        var waited = Stopwatch.StartNew();
        while (Processes().Count > 0)
        {
            if (waited.Elapsed >= timeout) return false;
            await Task.Delay(Pause);
        }
        return true;
    }

    private HashSet<int> Processes()
    {
        lock (_gate) return [.. Living().Select(p => p.ProcessId), .. _children.Keys];
    }

    internal ProcessStartInfo StartInfo(LocalSlot slot)
    {
        var threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        // Streams of its own: whoever waits for the end of this process's output must not wait for processes that outlive it. They write to their logs.
        var info = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // On a CPU the slots take every core: a coordinator that starts again beside them must not wait for its turn.
        var polite = slot.Device == "cpu" && File.Exists(Nice);
        info.FileName = polite ? Nice : options.Executable;
        if (polite)
        {
            info.ArgumentList.Add("-n");
            info.ArgumentList.Add(Niceness);
            info.ArgumentList.Add(options.Executable);
        }
        (string Name, string? Value)[] arguments =
        [
            ("--slot", slot.Slot.Value), ("--device", slot.Device), ("--threads", threads), ("--store", options.StorePath), ("--log", Log(slot.Slot)),
            ("--coordinator", options.Coordinator), ("--artifacts", options.ArtifactFolder), ("--data", options.DataFolder), ("--host", options.Host), ("--config", options.ConfigFile),
        ];
        if (options.Coordinator is null) info.ArgumentList.Add("--local");
        // A process that sees one GPU cannot make a context, some hundred MiB, on another.
        if (VisibleGpu.IdOf(slot.Device, Environment.GetEnvironmentVariable(VisibleGpu.Variable)) is { } gpu)
        {
            info.Environment[VisibleGpu.Variable] = gpu;
            // Numbers as the driver's tools have them; by itself CUDA puts the fastest first.
            info.Environment.TryAdd("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
            info.ArgumentList.Add("--pinned");
        }
        foreach (var (name, value) in arguments)
        {
            if (value is null) continue;
            info.ArgumentList.Add(name);
            info.ArgumentList.Add(value);
        }
        // What the machine's owner has set for the allocator stays.
        foreach (var (name, value) in SlotEnvironment.OfThreads(options.Threads)) info.Environment[name] = value;
        if (slot.Device == "cpu")
            foreach (var (name, value) in SlotEnvironment.OfAllocator) info.Environment.TryAdd(name, value);
        return info;
    }
}
