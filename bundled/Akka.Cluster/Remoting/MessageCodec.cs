using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Cluster.Remoting;

/// <summary>Messages as bytes: the few that the runtime itself sends, and everything else through the registered serializers.</summary>
internal sealed class MessageCodec(ActorSystemCore system)
{
    private const int MaxNesting = 4;

    private enum Form : byte
    {
        Null,
        Serialized,
        Identify,
        ActorIdentity,
        PoisonPill,
        Kill,
        Reference,
    }

    public void Write(BinaryWriter to, object message)
    {
        switch (message)
        {
            case null:
                to.Write((byte)Form.Null);
                break;
            case Identify identify:
                to.Write((byte)Form.Identify);
                Write(to, identify.MessageId);
                break;
            case ActorIdentity identity:
                to.Write((byte)Form.ActorIdentity);
                Write(to, identity.MessageId);
                Write(to, (object)identity.Subject);
                break;
            case PoisonPill:
                to.Write((byte)Form.PoisonPill);
                break;
            case Kill:
                to.Write((byte)Form.Kill);
                break;
            case IActorRef actor:
                to.Write((byte)Form.Reference);
                to.Write(Serialization.Serialization.SerializedActorPath(actor));
                break;
            default:
                var serializer = system.Serialization.FindSerializerFor(message);
                var bytes = serializer.ToBinary(message);
                to.Write((byte)Form.Serialized);
                to.Write(serializer.Identifier);
                to.Write(Serialization.Serialization.ManifestFor(serializer, message));
                to.Write(bytes.Length);
                to.Write(bytes);
                break;
        }
    }

    /// <exception cref="SerializationException">The frame is sound; its payload is none that a serializer here reads.</exception>
    /// <exception cref="FormatException">The frame is malformed.</exception>
    public object Read(BinaryReader from, int depth = 0)
    {
        if (depth > MaxNesting)
            throw new FormatException("a message is nested too deeply");
        switch ((Form)from.ReadByte())
        {
            case Form.Null:
                return null;
            case Form.Identify:
                return new Identify(Read(from, depth + 1));
            case Form.ActorIdentity:
                return new ActorIdentity(Read(from, depth + 1), Read(from, depth + 1) as IActorRef);
            case Form.PoisonPill:
                return PoisonPill.Instance;
            case Form.Kill:
                return Kill.Instance;
            case Form.Reference:
                return system.Serialization.DeserializeActorRef(from.ReadString());
            case Form.Serialized:
                var id = from.ReadInt32();
                var manifest = from.ReadString();
                var length = from.ReadInt32();
                if (length < 0 || length > from.BaseStream.Length - from.BaseStream.Position)
                    throw new FormatException("a payload is longer than its frame");
                return Deserialize(from.ReadBytes(length), id, manifest);
            case var unknown:
                throw new FormatException($"unknown form of message {unknown}");
        }
    }

    private object Deserialize(byte[] bytes, int id, string manifest)
    {
        try
        {
            return system.Serialization.Deserialize(bytes, id, manifest) ?? throw new SerializationException($"manifest '{manifest}' gave no message");
        }
        catch (Exception e) when (e is not SerializationException)
        {
            // A serializer is code of the application: whatever it throws must not take the connection with it.
            throw new SerializationException($"serializer {id}, manifest '{manifest}': {e.Message}", e);
        }
    }
}
