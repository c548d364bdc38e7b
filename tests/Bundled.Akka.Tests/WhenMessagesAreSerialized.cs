using AdaSapSweep.Bundled.Akka.Tests.Support;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenMessagesAreSerialized : SystemTest
{
    protected override string Hocon => $$"""
        akka.actor.serializers { note = "{{typeof(NoteSerializer).FullName}}, {{typeof(NoteSerializer).Assembly.GetName().Name}}" }
        akka.actor.serialization-bindings { "{{typeof(INote).FullName}}, {{typeof(INote).Assembly.GetName().Name}}" = note }
        """;

    [Fact]
    public void ABoundInterface_CoversTheTypesThatImplementIt()
    {
        Assert.IsType<NoteSerializer>(Sys.Serialization.FindSerializerFor(new Note("x")));
    }

    [Fact]
    public void TheIdentifierAndTheManifest_FindTheWayBack()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Note("x"));
        var bytes = serializer.ToBinary(new Note("x"));
        var manifest = global::Akka.Serialization.Serialization.ManifestFor(serializer, new Note("x"));
        Assert.Equal(new Note("x"), Sys.Serialization.Deserialize(bytes, serializer.Identifier, manifest));
    }

    [Fact]
    public void AnUnknownManifest_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Sys.Serialization.Deserialize([], 4711, "from-the-future"));
    }

    [Fact]
    public void AnUnknownIdentifier_IsRefused()
    {
        Assert.ThrowsAny<Exception>(() => Sys.Serialization.Deserialize([], 123456, "note"));
    }
}
