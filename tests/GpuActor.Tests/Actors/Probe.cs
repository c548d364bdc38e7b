using System.Threading.Channels;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

/// <summary>Stands where another actor would, keeps what it is told, and hands it to the test.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<(object Message, IActorRef Sender)> _inbox = Channel.CreateUnbounded<(object, IActorRef)>();

    public Probe(ActorSystem system)
    {
        var inbox = _inbox.Writer;
        Actor = system.ActorOf(Props.Create(() => new Inbox(inbox)));
    }

    public IActorRef Actor { get; }

    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>The next message of the type; others before it are dropped.</summary>
    public async Task<T> Next<T>()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var (message, sender) = await _inbox.Reader.ReadAsync(deadline.Token);
                LastSender = sender;
                if (message is T wanted) return wanted;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no {typeof(T).Name} within {Patience}");
        }
    }

    private sealed class Inbox : ReceiveActor
    {
        public Inbox(ChannelWriter<(object, IActorRef)> inbox) => ReceiveAny(m => inbox.TryWrite((m, Sender)));
    }
}
