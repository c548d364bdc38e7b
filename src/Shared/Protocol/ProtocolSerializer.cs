using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;

namespace AdaSapSweep.Shared.Protocol;

/// <summary>
/// JSON under an explicit manifest for each message; a manifest that is not in the table is refused, and nothing is looked up by type name.
/// Registered in hocon/*.conf as <c>adasap</c>.
/// </summary>
public sealed class ProtocolSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly Dictionary<string, JsonTypeInfo> ByManifest = new(StringComparer.Ordinal)
    {
        ["register-slot"] = ProtocolJson.Default.RegisterSlot,
        ["slot-registered"] = ProtocolJson.Default.SlotRegistered,
        ["register-again"] = ProtocolJson.Default.RegisterAgain,
        ["request-stage"] = ProtocolJson.Default.RequestStage,
        ["run-stage"] = ProtocolJson.Default.RunStage,
        ["stage-progressed"] = ProtocolJson.Default.StageProgressed,
        ["stage-succeeded"] = ProtocolJson.Default.StageSucceeded,
        ["stage-failed"] = ProtocolJson.Default.StageFailed,
        ["report-recorded"] = ProtocolJson.Default.ReportRecorded,
        ["report-refused"] = ProtocolJson.Default.ReportRefused,
        ["cancel-stage"] = ProtocolJson.Default.CancelStage,
        ["give-back-stage"] = ProtocolJson.Default.GiveBackStage,
        ["start-afresh"] = ProtocolJson.Default.StartAfresh,
        ["noted"] = ProtocolJson.Default.Noted,
        ["folder-not-shared"] = ProtocolJson.Default.FolderNotShared,
        ["slot-turned-away"] = ProtocolJson.Default.SlotTurnedAway,
    };

    private static readonly Dictionary<Type, string> ManifestOf = ByManifest.ToDictionary(entry => entry.Value.Type, entry => entry.Key);

    /// <summary>The messages that can cross a process.</summary>
    public static IReadOnlyCollection<Type> MessageTypes => ManifestOf.Keys;

    /// <summary>Fixed for good: it is on the wire. 0 to 100 belong to Akka.</summary>
    public override int Identifier => 1_201;

    public override string Manifest(object o) =>
        ManifestOf.TryGetValue(o.GetType(), out var manifest) ? manifest : throw new ArgumentException($"{o.GetType().Name} is no protocol message", nameof(o));

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, ByManifest[Manifest(obj)]);

    /// <exception cref="System.Runtime.Serialization.SerializationException">Unknown manifest, or the bytes are not that message.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!ByManifest.TryGetValue(manifest, out var type))
            throw new System.Runtime.Serialization.SerializationException($"unknown manifest '{manifest}'");
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new System.Runtime.Serialization.SerializationException($"'{manifest}' is null");
        }
        catch (JsonException error)
        {
            throw new System.Runtime.Serialization.SerializationException($"'{manifest}' does not hold that message: {error.Message}", error);
        }
    }
}

[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RegisterSlot))]
[JsonSerializable(typeof(SlotRegistered))]
[JsonSerializable(typeof(RegisterAgain))]
[JsonSerializable(typeof(RequestStage))]
[JsonSerializable(typeof(RunStage))]
[JsonSerializable(typeof(StageProgressed))]
[JsonSerializable(typeof(StageSucceeded))]
[JsonSerializable(typeof(StageFailed))]
[JsonSerializable(typeof(ReportRecorded))]
[JsonSerializable(typeof(ReportRefused))]
[JsonSerializable(typeof(CancelStage))]
[JsonSerializable(typeof(GiveBackStage))]
[JsonSerializable(typeof(StartAfresh))]
[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(FolderNotShared))]
[JsonSerializable(typeof(SlotTurnedAway))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
