using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;

namespace AdaSapSweep.Shared.Tests.Protocol;

public sealed class WhenAMessageCrossesAProcess : IAsyncLifetime
{
    private static readonly StageLease Lease = new(new(new string('a', 64)), new(3));
    private static readonly SlotId Slot = new("cpu/1");

    private static readonly IProtocolMessage[] Messages =
    [
        new RegisterSlot(Slot, 42, Guid.Empty, "cpu", [Lease, Lease]),
        new RegisterSlot(Slot, 42, Guid.Empty, "cuda:1", []) { Memory = new("GPU-1", OnGpu: true, 1L << 34) },
        new SlotRegistered(Slot, new("/artifacts", "mark")),
        new RegisterAgain(Slot),
        new RequestStage(Slot),
        new RunStage(Lease, new(Lease.Stage, null, "pretrain", 1, "{\"seed\":1}", "ab", 12.5), 4, "/artifacts", null, "/data", "00-x", ["00-y"]) { ShiftedFolder = "other" },
        new StageProgressed(Slot, Lease, true, 2, 5, 1234567890123, [new(1, "loss", 0.1), new(2, "loss", double.NaN)]) { OwnSteps = 12, Phase = "train" },
        new StageSucceeded(Slot, Lease, new(
            [new(1, "loss", 1.0 / 3)], [new("clean_accuracy", double.Epsilon, false)], [new("pgd_accuracy", double.PositiveInfinity, "not finite")],
            new("aa/a.safetensors", 12, "00"), 1.5, ImmutableSortedDictionary<string, string>.Empty.Add("device", "cpu"))),
        new StageFailed(Slot, Lease, FailureKind.OutOfMemory, "größer als 24 GiB"),
        new ReportRecorded(Lease),
        new ReportRefused(Lease, "late"),
        new CancelStage(Lease, "drain"),
        new GiveBackStage(Lease, "another slot is free"),
        new StartAfresh(Slot, "its memory is needed"),
        new Noted(Slot),
        new FolderNotShared(Slot, "there is no such folder"),
        new SlotTurnedAway(Slot, "it is there already"),
    ];

    private readonly ActorSystem _system = ActorSystem.Create("serialization");

    private ProtocolSerializer Serializer => new((ExtendedActorSystem)_system);

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Messages.Length)];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public void EveryMessageOfTheProtocolIsCovered()
    {
        var all = typeof(IProtocolMessage).Assembly.GetTypes().Where(t => t.IsClass && typeof(IProtocolMessage).IsAssignableFrom(t)).ToHashSet();
        Assert.NotEmpty(all);
        Assert.Equal(all, [.. ProtocolSerializer.MessageTypes]);
        Assert.Equal(all, [.. Messages.Select(m => m.GetType())]);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void ItArrivesAsItWas(int index)
    {
        var bytes = Serializer.ToBinary(Messages[index]);
        var arrived = Serializer.FromBinary(bytes, Serializer.Manifest(Messages[index]));
        Assert.Equal(Messages[index].GetType(), arrived.GetType());
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(Serializer.ToBinary(arrived)));
    }

    [Fact]
    public void AnUnknownManifest_IsRefused() =>
        Assert.Throws<SerializationException>(() => Serializer.FromBinary("{}"u8.ToArray(), "System.IO.FileInfo, System.IO"));

    [Theory]
    [InlineData("request-stage", "")]
    [InlineData("request-stage", "null")]
    [InlineData("request-stage", "{")]
    [InlineData("request-stage", "{}")]
    [InlineData("request-stage", "{\"Slot\":{\"Value\":\"a\"},\"Also\":1}")]
    [InlineData("stage-failed", "{\"Slot\":{\"Value\":\"a\"},\"Lease\":null,\"Kind\":\"Crash\",\"Reason\":\"\"}")]
    [InlineData("cancel-stage", "[1]")]
    [InlineData("report-recorded", "{\"Lease\":{\"Stage\":\"ab\",\"Attempt\":{\"Value\":1}}}")]
    [InlineData("report-recorded", "{\"Lease\":{\"Stage\":{\"Value\":\"ab\"},\"Attempt\":{\"Value\":1}}}")]
    public void BytesThatAreNotThatMessage_AreRefused(string manifest, string json) =>
        Assert.Throws<SerializationException>(() => Serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest));
}
