using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.GpuActor.Line;

/// <summary>
/// Keeps a line to the coordinator, whichever life of it there is: a new one when the coordinator was started anew, when nothing is heard for long, and
/// when the cluster has thrown this node out. The GPU actor never notices more than that it has to register again.
/// </summary>
internal sealed class CoordinatorLine : ReceiveActor, IWithTimers
{
    /// <summary>Lines that are being built or taken down at one time. While there are so many, no new one is built.</summary>
    private const int MostInTransit = 4;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly LineSettings _settings;
    private readonly Func<CoordinatorAddress?> _find;
    private readonly OpenLine _open;
    private readonly TimeProvider _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>Whoever spoke last; there is only one.</summary>
    private IActorRef _gpuActor = ActorRefs.Nobody;

    private CoordinatorAddress? _to;
    private ILine? _line;
    private int _number;
    private bool _opening;
    private bool _answered;
    private bool _complained;
    private int _inTransit;
    private long _since;
    private long _tried;
    private TimeSpan _patience;

    public CoordinatorLine(LineSettings settings, Func<CoordinatorAddress?> find, OpenLine open, TimeProvider clock)
    {
        _settings = settings;
        _find = find;
        _open = open;
        _clock = clock;
        _patience = settings.SilenceTimeout;
        Receive<Look>(_ => LookForCoordinator());
        Receive<Opened>(Take);
        Receive<NotOpened>(Drop);
        Receive<Closed>(_ => _inTransit--);
        Receive<Joined>(m => m.Line == _number, _ =>
        {
            Hopeful();
            // What was said while the line was not a member yet may be lost.
            _gpuActor.Tell(Actors.GpuActor.LineOpened.Instance, Self);
        });
        Receive<Joined>(_ => { });
        Receive<Broken>(m => m.Line == _number && _line is not null, _ =>
        {
            _log.Warning("the cluster of the coordinator at {0} has removed this node; joining it anew", _to?.Address);
            Close();
            LookForCoordinator();
        });
        Receive<Broken>(_ => { });
        Receive<LineActor.FromCoordinator>(m => m.Line == _number, Hear);
        Receive<LineActor.FromCoordinator>(_ => { });
        Receive<IProtocolMessage>(m =>
        {
            _gpuActor = Sender;
            _line?.Actor.Tell(new LineActor.ToCoordinator(m), Self);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Line → CoordinatorLine: this node is a member of the coordinator's cluster.</summary>
    internal sealed record Joined(int Line);

    /// <summary>Line → CoordinatorLine: its actor system has ended.</summary>
    internal sealed record Broken(int Line);

    protected override void PreStart() => Timers.StartPeriodicTimer("look", Look.Instance, TimeSpan.Zero, _settings.LookInterval);

    protected override void PostStop() => Close();

    private void LookForCoordinator()
    {
        var found = _find();
        var silent = _clock.GetElapsedTime(_since);
        if (found is not null && found.Run != _to?.Run)
        {
            _patience = _settings.SilenceTimeout;
            Open(found);
        }
        else if (_line is null && !_opening)
        {
            if (_clock.GetElapsedTime(_tried) >= RetryPause) Open(found);
        }
        else if (silent >= _patience)
        {
            if (_answered) Complain($"nothing heard of the coordinator at {_to?.Address} for {_patience.TotalSeconds} s; looking for it anew");
            else Complain($"no coordinator answers at {_to?.Address}; waiting for it");
            _patience = _patience * 2 < _settings.LongestSilence ? _patience * 2 : _settings.LongestSilence;
            Open(found);
        }
    }

    /// <param name="to">Null: there is no coordinator that anybody knows of.</param>
    private void Open(CoordinatorAddress? to)
    {
        Close();
        _to = to;
        _opening = false;
        if (to is null || _inTransit >= MostInTransit) return;
        (_opening, _answered, _since) = (true, false, _clock.GetTimestamp());
        _tried = _since;
        _inTransit++;
        var (number, self) = (++_number, Self);
        Task.Run(() => _open(number, to.Address, self))
            .PipeTo(Self, success: line => new Opened(number, line), failure: error => new NotOpened(number, error.Message));
    }

    private void Take(Opened opened)
    {
        _inTransit--;
        if (opened.Number != _number || !_opening)
        {
            Close(opened.Line);
            return;
        }
        (_opening, _line, _since) = (false, opened.Line, _clock.GetTimestamp());
        _gpuActor.Tell(Actors.GpuActor.LineOpened.Instance, Self);
    }

    private void Drop(NotOpened failed)
    {
        _inTransit--;
        if (failed.Number == _number) _opening = false;
        Complain($"no line to the coordinator at {_to?.Address}: {failed.Reason}; trying on");
    }

    /// <summary>Once, until something is heard again: a coordinator may be away for days.</summary>
    private void Complain(string line)
    {
        if (!_complained) _log.Warning("{0}", line);
        _complained = true;
    }

    private void Hear(LineActor.FromCoordinator heard)
    {
        Hopeful();
        if (_complained) _log.Warning("in touch with the coordinator at {0}", _to?.Address);
        (_answered, _complained) = (true, false);
        _gpuActor.Tell(heard.Message, Self);
    }

    private void Hopeful() => (_since, _patience) = (_clock.GetTimestamp(), _settings.SilenceTimeout);

    private void Close()
    {
        if (_line is { } line) Close(line);
        _line = null;
    }

    private void Close(ILine line)
    {
        _inTransit++;
        line.CloseAsync().PipeTo(Self, success: () => Closed.Instance, failure: _ => Closed.Instance);
    }

    private sealed record Opened(int Number, ILine Line);

    private sealed record NotOpened(int Number, string Reason);

    private sealed class Closed
    {
        public static readonly Closed Instance = new();

        private Closed()
        {
        }
    }

    private sealed class Look
    {
        public static readonly Look Instance = new();

        private Look()
        {
        }
    }
}
