using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Serialization;

public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;
    private int? _identifier;

    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>Names this serializer on the wire: from akka.actor.serialization-identifiers unless overridden.</summary>
    public virtual int Identifier => _identifier ??= Configured();

    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    private int Configured()
    {
        var name = $"{GetType().FullName}, {GetType().Assembly.GetName().Name}";
        var identifiers = system.Settings.Config.GetConfig("akka.actor.serialization-identifiers");
        var found = identifiers?.Texts.FirstOrDefault(entry => entry.Key == name).Value;
        return int.TryParse(found, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id
            : throw new SerializationException($"the serializer {name} has no identifier: override Identifier or set akka.actor.serialization-identifiers");
    }
}

/// <summary>A serializer whose manifests are its own strings, never type names.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system)
    {
    }

    public sealed override bool IncludeManifest => true;

    public abstract string Manifest(object o);

    public abstract object FromBinary(byte[] bytes, string manifest);

    public sealed override object FromBinary(byte[] bytes, Type type) => throw new NotSupportedException("a string manifest is needed");
}
