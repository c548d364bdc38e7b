using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Serialization;

/// <summary>The serializers that the configuration names, by identifier and by the types bound to them. Nothing is ever looked up by a type name that came from outside.</summary>
public class Serialization
{
    private readonly ConcurrentDictionary<int, Serializer> _byId = new();
    private readonly ConcurrentDictionary<Type, Serializer> _bindings = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private readonly Dictionary<string, Serializer> _byName = [];

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        var primitives = new PrimitiveSerializer(system);
        AddSerializer("primitive", primitives);
        AddSerializer("bytes", new ByteArraySerializer(system));
        foreach (var type in new[] { typeof(string), typeof(int), typeof(long) })
            AddSerializationMap(type, primitives);
        AddSerializationMap(typeof(byte[]), _byName["bytes"]);
        var actor = system.Settings.Config.GetConfig("akka.actor");
        foreach (var (name, type) in actor.GetConfig("serializers").Texts)
            AddSerializer(name, Make(name, type));
        foreach (var (type, name) in actor.GetConfig("serialization-bindings").Texts)
        {
            if (!_byName.TryGetValue(name, out var serializer))
                throw new ConfigurationException($"akka.actor.serialization-bindings: '{type}' is bound to '{name}', which akka.actor.serializers does not name");
            AddSerializationMap(Load($"serialization-bindings: '{type}'", type), serializer);
        }
    }

    public ExtendedActorSystem System { get; }

    public static string SerializedActorPath(IActorRef actorRef) => actorRef switch
    {
        null => "",
        InternalActorRefBase { Core: { } core } => actorRef.Path.ToSerializationFormatWithAddress(core.Address),
        _ => actorRef.Path.ToSerializationFormat(),
    };

    public static string ManifestFor(Serializer s, object msg) => s is SerializerWithStringManifest manifests ? manifests.Manifest(msg) : "";

    public void AddSerializer(string name, Serializer serializer)
    {
        _byName[name] = serializer;
        _byId[serializer.Identifier] = serializer;
    }

    public void AddSerializationMap(Type type, Serializer serializer)
    {
        _bindings[type] = serializer;
        _found.Clear();
    }

    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    /// <exception cref="SerializationException">No serializer has that identifier, or it does not know the manifest.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        if (!_byId.TryGetValue(serializerId, out var serializer))
            throw new SerializationException($"no serializer with identifier {serializerId} is registered");
        return serializer switch
        {
            SerializerWithStringManifest manifests => manifests.FromBinary(bytes, manifest),
            { IncludeManifest: false } => serializer.FromBinary(bytes, (Type)null),
            _ => throw new SerializationException($"the serializer with identifier {serializerId} wants a type name, which is not taken from messages"),
        };
    }

    public IActorRef DeserializeActorRef(string path) =>
        ActorPath.TryParse(path, out var parsed) ? ((ActorSystemCore)System).Resolve(parsed) : System.DeadLetters;

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) => FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <exception cref="SerializationException">The type, its bases and interfaces are bound to no serializer.</exception>
    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null)
    {
        if (_found.TryGetValue(objectType, out var known))
            return known;
        var fits = _bindings.Where(binding => binding.Key.IsAssignableFrom(objectType)).ToList();
        // The most specific binding is the one whose type no other fitting binding derives from.
        var best = fits.FirstOrDefault(one => !fits.Exists(other => other.Key != one.Key && one.Key.IsAssignableFrom(other.Key))).Value;
        if (best == null && (defaultSerializerName == null || !_byName.TryGetValue(defaultSerializerName, out best)))
            throw new SerializationException($"no serializer is bound to {objectType}; see akka.actor.serialization-bindings");
        return _found[objectType] = best;
    }

    private static Type Load(string what, string name) =>
        Type.GetType(name) ?? throw new ConfigurationException($"akka.actor.{what}: the type '{name}' cannot be found");

    private Serializer Make(string name, string typeName)
    {
        var type = Load($"serializers.{name}", typeName);
        object[] arguments = type.GetConstructor([typeof(ExtendedActorSystem)]) != null ? [System] : [System, Config.Empty];
        return (Serializer)Activator.CreateInstance(type, arguments);
    }
}
