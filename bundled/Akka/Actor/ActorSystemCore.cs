using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The one actor system of this set: the guardians, what they share, and where references are resolved.</summary>
internal sealed partial class ActorSystemCore : ExtendedActorSystem
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly TimerBasedScheduler _scheduler;
    private readonly ConcurrentStack<Action> _onTermination = new();
    private int _deadLetterCount;
    private int _terminating;
    private int _stopped;
    private long _uid;

    private ActorSystemCore(string name, Config config)
    {
        Name = name;
        Settings = new Settings(this, config);
        EventStream = new EventStream(debug: false) { LogLevel = LogLevel.WarningLevel };
        Log = Logging.GetLogger(this, "ActorSystem");
        _scheduler = new TimerBasedScheduler(e => Publish(new Error(e, "Scheduler", typeof(TimerBasedScheduler), "a scheduled action failed")));
        // Uids tell incarnations of one path apart, also across restarts of the process.
        _uid = Stopwatch.GetTimestamp() & 0x7fff_ffff;
        Root = new RootRef(this);
        Serialization = new Serialization.Serialization(this);
    }

    public override string Name { get; }
    public override Settings Settings { get; }
    public override Serialization.Serialization Serialization { get; }
    public override EventStream EventStream { get; }
    public override IActorRef DeadLetters => Root.DeadLetters;
    public override IScheduler Scheduler => _scheduler;
    public override ILoggingAdapter Log { get; }
    public override Task WhenTerminated => _terminated.Task;

    public RootRef Root { get; }
    public RemoteTransport Transport { get; private set; }

    /// <summary>How other systems reach this one; without an address of its own, the local one.</summary>
    public Address Address => Transport?.Address ?? Root.Path.Address;

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]
    private static partial Regex NamePattern { get; }

    public static ActorSystemCore Start(string name, Config config)
    {
        if (!NamePattern.IsMatch(name))
            throw new ArgumentException($"invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        var system = new ActorSystemCore(name, (config ?? Config.Empty).WithFallback(ConfigurationFactory.Default()));
        try
        {
            if (system.Settings.HasCluster)
                system.Transport = RemoteTransport.Load(system);
            LoggerStarter.Start(system);
            CoordinatedShutdown.Get(system);
            system.Transport?.Start();
            return system;
        }
        catch
        {
            system.Transport?.Stop();
            system._scheduler.Dispose();
            system.Root.Stop();
            throw;
        }
    }

    public long NextUid() => Interlocked.Increment(ref _uid);

    public override IActorRef ActorOf(Props props, string name = null) => Root.User.Cell.ActorOf(props, name);

    public override IActorRef SystemActorOf(Props props, string name = null) => Root.System.Cell.ActorOf(props, name);

    public override void Stop(IActorRef actor) => ((InternalActorRefBase)actor).Stop();

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorSelection(actorPath.ToString());

    public override ActorSelection ActorSelection(string actorPath)
    {
        if (!actorPath.Contains("://", StringComparison.Ordinal))
            return new ActorSelection(Root, actorPath);
        var path = ActorPath.Parse(actorPath);
        return new ActorSelection(Resolve(path.Root), path.Elements);
    }

    /// <summary>The actor at that path, here or elsewhere; for a local path where none is, a reference to dead letters.</summary>
    public InternalActorRefBase Resolve(ActorPath path)
    {
        if (path.Address != Root.Path.Address && path.Address != Address)
            return Transport?.RefFor(path) ?? new EmptyRef(this, path);
        InternalActorRefBase at = Root;
        foreach (var name in path.Elements)
        {
            at = at?.ChildNamed(name);
        }
        return at != null && (path.Uid == 0 || at.Path.Uid == path.Uid) ? at : new EmptyRef(this, path);
    }

    public void Publish(object @event) => EventStream.Publish(@event);

    public void PublishDeadLetter(object message, IActorRef sender, IActorRef recipient)
    {
        if (message is TimerMessage)
            return;
        var letter = message as DeadLetter ?? new DeadLetter(message, sender ?? DeadLetters, recipient);
        EventStream.Publish(letter);
        if (message is LogEvent || _stopped == 1 || _deadLetterCount >= Settings.LogDeadLetters || _terminating == 1)
            return;
        var count = Interlocked.Increment(ref _deadLetterCount);
        Publish(new Info(recipient.Path.ToString(), typeof(DeadLetter),
            $"Message [{letter.Message.GetType().Name}] from {letter.Sender} to {letter.Recipient} was not delivered. [{count}] dead letters encountered."));
    }

    public override void RegisterOnTermination(Action code) => _onTermination.Push(code);

    public override object RegisterExtension(IExtensionId extension) =>
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this))).Value;

    public override object GetExtension(IExtensionId extensionId) => RegisterExtension(extensionId);

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    public override Task Terminate()
    {
        if (!Settings.CoordinatedShutdownRunByActorSystemTerminate)
            _ = StopAll();
        else
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        return WhenTerminated;
    }

    /// <summary>Stops the actors, then the network. An actor that does not return from its handler is given up after a while.</summary>
    public async Task StopAll()
    {
        if (Interlocked.Exchange(ref _terminating, 1) == 1)
        {
            await WhenTerminated;
            return;
        }
        Root.Stop();
        await Task.WhenAny(Root.Stopped, Task.Delay(StopPatience));
        if (!Root.Stopped.IsCompleted)
            Publish(new Warning("ActorSystem", typeof(ActorSystem), $"some actors did not stop within {StopPatience.TotalSeconds} s and were left behind"));
        Interlocked.Exchange(ref _stopped, 1);
        _scheduler.Dispose();
        if (Transport != null)
            await Transport.Stop();
        foreach (var code in _onTermination)
        {
            try
            {
                code();
            }
            catch (Exception e)
            {
                Publish(new Error(e, "ActorSystem", typeof(ActorSystem), "a termination callback failed"));
            }
        }
        _terminated.TrySetResult();
    }
}
