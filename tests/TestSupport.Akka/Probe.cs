using System.Threading.Channels;
using Akka.Actor;

namespace AdaSapSweep.TestSupport.Actors;

/// <summary>Stands where another actor would, keeps what it is told, and hands it to the test.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<(object Message, IActorRef Sender)> _inbox = Channel.CreateUnbounded<(object, IActorRef)>();

    /// <param name="name">Where others look for it, under <c>/user</c>; null for any.</param>
    public Probe(ActorSystem system, string? name = null)
    {
        var inbox = _inbox.Writer;
        Actor = system.ActorOf(Props.Create(() => new Inbox(inbox)), name);
    }

    public IActorRef Actor { get; }

    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>The next message of the type; others before it are dropped.</summary>
    /// <exception cref="TimeoutException">None came within 20 s; the message names those that did.</exception>
    public async Task<T> Next<T>()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var others = new List<string>();
        try
        {
            while (true)
            {
                var (message, sender) = await _inbox.Reader.ReadAsync(deadline.Token);
                LastSender = sender;
                if (message is T wanted) return wanted;
                others.Add(message.GetType().Name);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no {typeof(T).Name} within {Patience}; there were: {string.Join(", ", others.TakeLast(20))}");
        }
    }

    private sealed class Inbox : ReceiveActor
    {
        public Inbox(ChannelWriter<(object, IActorRef)> inbox) => ReceiveAny(m => inbox.TryWrite((m, Sender)));
    }
}
