using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace AdaSapSweep.Bundled.Akka.Tests.Support;

public interface INote;

public sealed record Note(string Text) : INote;

/// <summary>Its manifest is one that no serializer reads.</summary>
public sealed record UnreadableNote(string Text) : INote;

public sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => o is Note ? "note" : "from-the-future";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(obj is Note note ? note.Text : "");

    public override object FromBinary(byte[] bytes, string manifest) => manifest == "note"
        ? new Note(Encoding.UTF8.GetString(bytes))
        : throw new ArgumentException($"unknown manifest {manifest}", nameof(manifest));
}
