using System.Threading.Channels;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests.Support;

/// <summary>An actor that hands what it gets to the test. It watches and answers on demand.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<Envelope> _received = Channel.CreateUnbounded<Envelope>();

    public Probe(IActorRefFactory factory) => Ref = factory.ActorOf(Props.Create(() => new Collector(_received.Writer)));

    public IActorRef Ref { get; }
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>Ends when the watch is under way.</summary>
    public Task Watch(IActorRef subject, object? instead = null) => Ref.Ask<Watching>(new WatchThat(subject, instead), Patience);

    public Task Unwatch(IActorRef subject) => Ref.Ask<Watching>(new UnwatchThat(subject), Patience);

    public void Send(ICanTell target, object message) => target.Tell(message, Ref);

    /// <summary>The next message, which must be a T.</summary>
    public async Task<T> Expect<T>()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var envelope = await _received.Reader.ReadAsync(deadline.Token);
        LastSender = envelope.Sender;
        return Assert.IsType<T>(envelope.Message, exactMatch: false);
    }

    /// <summary>Skips messages until one is a T that fits.</summary>
    public async Task<T> Fish<T>(Predicate<T>? fits = null)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var envelope = await _received.Reader.ReadAsync(deadline.Token);
            if (envelope.Message is T message && (fits == null || fits(message)))
            {
                LastSender = envelope.Sender;
                return message;
            }
        }
    }

    public async Task<T> Expect<T>(T expected)
    {
        var message = await Expect<T>();
        Assert.Equal(expected, message);
        return message;
    }

    /// <summary>Nothing that was sent before this call is waiting: a marker comes back first.</summary>
    public async Task ExpectNothingYet()
    {
        var marker = new object();
        Ref.Tell(marker, ActorRefs.NoSender);
        Assert.Same(marker, await Expect<object>());
    }

    private sealed record WatchThat(IActorRef Subject, object? Message);

    private sealed record UnwatchThat(IActorRef Subject);

    private sealed record Watching;

    private sealed class Collector : ReceiveActor
    {
        public Collector(ChannelWriter<Envelope> received)
        {
            Receive<WatchThat>(watch =>
            {
                if (watch.Message == null)
                    Context.Watch(watch.Subject);
                else
                    Context.WatchWith(watch.Subject, watch.Message);
                Sender.Tell(new Watching());
            });
            Receive<UnwatchThat>(unwatch =>
            {
                Context.Unwatch(unwatch.Subject);
                Sender.Tell(new Watching());
            });
            ReceiveAny(message => received.TryWrite(new Envelope(message, Sender)));
        }
    }
}
