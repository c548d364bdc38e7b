using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Runs registered tasks phase by phase, then ends the system. Tasks of one phase run together; a phase that takes too long or fails is left behind.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop, PhaseBeforeClusterShutdown,
        PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting, PhaseClusterExitingDone, PhaseClusterShutdown,
        PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Task)>> _tasks = Phases.ToDictionary(phase => phase, _ => new List<(string, Func<Task<Done>>)>());
    private readonly Lock _lock = new();
    private readonly Config _config;
    private Task<Done> _run;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        _config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        if (system.Settings.CoordinatedShutdownTerminateActorSystem)
        {
            AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
            {
                await ((ActorSystemCore)system).StopAll();
                return Done.Instance;
            });
        }
        if (_config.GetBoolean("run-by-clr-shutdown-hook"))
        {
            EventHandler onExit = (_, _) => Run(ClrExitReason.Instance).Wait(TotalTimeout);
            AppDomain.CurrentDomain.ProcessExit += onExit;
            system.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= onExit);
        }
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Null until <see cref="Run"/>.</summary>
    public Reason ShutdownReason { get; private set; }

    public TimeSpan TotalTimeout => Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => new CoordinatedShutdownExtension().Get(sys);

    public TimeSpan Timeout(string phase) => _config.GetTimeSpan($"phases.{phase}.timeout", _config.GetTimeSpan("default-phase-timeout"));

    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_tasks.TryGetValue(phase, out var tasks))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases: [{string.Join(", ", Phases)}]");
        lock (_lock)
            tasks.Add((taskName, task));
    }

    /// <summary>Runs the phases once; later calls get the same task.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        lock (_lock)
        {
            if (_run == null)
            {
                ShutdownReason = reason;
                _run = Task.Run(() => RunPhases(fromPhase));
            }
            return _run;
        }
    }

    private async Task<Done> RunPhases(string fromPhase)
    {
        foreach (var phase in Phases.SkipWhile(phase => fromPhase != null && phase != fromPhase))
        {
            List<(string Name, Func<Task<Done>> Task)> tasks;
            lock (_lock)
                tasks = [.. _tasks[phase]];
            if (tasks.Count == 0)
                continue;
            var all = Task.WhenAll(tasks.Select(task => RunOne(phase, task.Name, task.Task)));
            // The last phase bounds itself, and WhenTerminated must not be overtaken.
            if (phase == PhaseActorSystemTerminate)
                await all;
            else if (await Task.WhenAny(all, Task.Delay(Timeout(phase))) != all)
                System.Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, Timeout(phase));
        }
        return Done.Instance;
    }

    private async Task RunOne(string phase, string name, Func<Task<Done>> task)
    {
        try
        {
            await task();
        }
        catch (Exception e)
        {
            System.Log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }

    public class Reason
    {
        protected Reason()
        {
        }
    }

    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    public class ClusterDowningReason : Reason
    {
        public static readonly Reason Instance = new ClusterDowningReason();

        private ClusterDowningReason()
        {
        }
    }

    public class ClusterLeavingReason : Reason
    {
        public static readonly Reason Instance = new ClusterLeavingReason();

        private ClusterLeavingReason()
        {
        }
    }
}

public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => new(system);
}
