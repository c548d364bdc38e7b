using System.Buffers.Binary;
using System.Net.Sockets;

namespace Akka.Cluster.Remoting;

internal enum FrameKind : byte
{
    Hello = 1,
    Heartbeat,
    Goodbye,
    Tell,
    Select,
    Watch,
    Unwatch,
    Death,
    Membership,
}

/// <summary>A frame is its length (4 bytes, big-endian), its kind (1 byte) and its fields.</summary>
internal static class Frame
{
    public static byte[] Make(FrameKind kind, Action<BinaryWriter> write = null)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream);
        writer.Write(0);
        writer.Write((byte)kind);
        write?.Invoke(writer);
        var frame = stream.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        return frame;
    }

    /// <summary>The next frame without its length; null at the end of the stream.</summary>
    /// <exception cref="FormatException">Its length is out of range.</exception>
    public static byte[] Read(NetworkStream stream, int maxFrame)
    {
        Span<byte> head = stackalloc byte[4];
        if (stream.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4)
            return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length < 1 || length > maxFrame)
            throw new FormatException(FormattableString.Invariant($"a frame of {length} bytes; between 1 and {maxFrame} are allowed"));
        var frame = new byte[length];
        stream.ReadExactly(frame);
        return frame;
    }
}

/// <summary>The first frame each way: who speaks, in which life, and to whom.</summary>
internal sealed record Hello(UniqueAddress From, Actor.Address To)
{
    private const string Magic = "AdaSapSweep bundled remoting 1";

    public byte[] ToFrame() => Frame.Make(FrameKind.Hello, to =>
    {
        to.Write(Magic);
        to.Write(From.Address.ToString());
        to.Write(From.Uid);
        to.Write(To.ToString());
    });

    /// <exception cref="FormatException">This is no greeting of ours.</exception>
    public static Hello Parse(byte[] frame)
    {
        using var from = new BinaryReader(new MemoryStream(frame ?? throw new FormatException("the connection closed before its greeting")));
        if (from.ReadByte() != (byte)FrameKind.Hello || from.ReadString() != Magic
            || !Actor.Address.TryParse(from.ReadString(), out var sender))
            throw new FormatException("not the greeting of an actor system of the bundled package set");
        var uid = from.ReadInt32();
        return Actor.Address.TryParse(from.ReadString(), out var to) ? new Hello(new UniqueAddress(sender, uid), to) : throw new FormatException("a greeting without an addressee");
    }
}
