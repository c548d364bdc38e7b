using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Membership;
using Akka.Event;

namespace Akka.Cluster.Remoting;

/// <summary>Gives what came in to those it is for. A frame that makes no sense ends its connection; a message that no serializer knows is dropped.</summary>
internal sealed class IncomingFrames(ClusterTransport transport)
{
    private const int MaxElements = 64;
    private readonly ActorSystemCore _system = transport.System;

    /// <exception cref="FormatException">The frame is malformed.</exception>
    public void Handle(byte[] frame)
    {
        using var from = new BinaryReader(new MemoryStream(frame));
        try
        {
            switch ((FrameKind)from.ReadByte())
            {
                case FrameKind.Heartbeat or FrameKind.Goodbye:
                    break;
                case FrameKind.Tell:
                    var recipient = Local(from.ReadString());
                    var sender = Reference(from.ReadString());
                    if (Message(from, recipient.Path) is { } message)
                        recipient.Tell(message, sender);
                    break;
                case FrameKind.Select:
                    Select(from);
                    break;
                case FrameKind.Watch:
                    transport.DeathWatch.WatchedFrom(Local(from.ReadString()), Remote(from.ReadString()));
                    break;
                case FrameKind.Unwatch:
                    transport.DeathWatch.UnwatchedFrom(Local(from.ReadString()), Remote(from.ReadString()));
                    break;
                case FrameKind.Death:
                    var actor = Path(from.ReadString());
                    transport.DeathWatch.OnDeath(actor, Local(from.ReadString()), from.ReadBoolean());
                    break;
                case FrameKind.Membership:
                    transport.Cluster.Receive(ClusterMessage.Read(from));
                    break;
                case var unknown:
                    throw new FormatException($"unknown kind of frame {unknown}");
            }
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("a frame ends too early", e);
        }
    }

    private static ActorPath Path(string text) => ActorPath.TryParse(text, out var path) ? path : throw new FormatException("not an actor path");

    private void Select(BinaryReader from)
    {
        var anchor = Local(from.ReadString());
        var sender = Reference(from.ReadString());
        var count = from.ReadInt32();
        if (count is < 0 or > MaxElements)
            throw new FormatException("a selection is too long");
        var elements = new string[count];
        for (var i = 0; i < count; i++)
            elements[i] = from.ReadString();
        if (Message(from, anchor.Path) is { } message)
            ActorSelection.Deliver(anchor, elements, message, sender);
    }

    private object Message(BinaryReader from, ActorPath recipient)
    {
        try
        {
            return transport.Codec.Read(from);
        }
        catch (SerializationException e)
        {
            transport.Log.Warning("a message to {0} is dropped: {1}", recipient, e.Message);
            return null;
        }
    }

    private InternalActorRefBase Local(string text)
    {
        var path = Path(text);
        return path.Address == transport.Address ? _system.Resolve(path) : throw new FormatException($"{path} is not here");
    }

    private RemoteRef Remote(string text) => _system.Resolve(Path(text)) as RemoteRef ?? throw new FormatException("a watcher that is not elsewhere");

    private InternalActorRefBase Reference(string text) => text.Length == 0 ? null : _system.Resolve(Path(text));
}
