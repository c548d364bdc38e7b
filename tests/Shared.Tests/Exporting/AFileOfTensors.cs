using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Shared.Exporting;

namespace AdaSapSweep.Shared.Tests.Exporting;

public sealed class AFileOfTensors
{
    private const string Json =
        """{"__metadata__":{"format":"pt"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[16,24]}}""";

    private static readonly byte[] Buffer = Convert.FromHexString("0300000000000000" + "0000803f" + "000000c0" + "0000003f" + "0000803e");

    /// <summary>232 bytes whose hash was computed from the format's description alone.</summary>
    [Fact]
    public void IsWrittenByteForByte_AsTheFormatsOwnWriterDoes()
    {
        var file = File(Json.PadRight(200));
        Assert.Equal("eb030cef262868117f068b4ed9ed49d90a97aae79e2bf16bf66312a83dfb97ed", Convert.ToHexStringLower(SHA256.HashData(file)));

        var header = TensorHeader.Read(new MemoryStream(file));

        Assert.Equal(file[..208], header.Write());
        Assert.Equal(208, header.BufferStart);
        Assert.Equal(["n", "b", "w"], header.Tensors.Select(t => t.Name));
        Assert.Equal([1, 2, 2], header.Tensors.Select(t => t.Count));
        Assert.Equal("pt", header.Metadata["format"]);
    }

    [Fact]
    public void WithoutSomeOfItsTensors_HasNoGaps()
    {
        var header = TensorHeader.Read(new MemoryStream(File(Json))).With(t => t.Name != "b");

        Assert.Equal([("n", 0L, 8L), ("w", 8L, 16L)], header.Tensors.Select(t => (t.Name, t.Begin, t.End)));
        var written = header.Write();
        Assert.Equal(0, written.Length % 8);
        Assert.Equal(["n", "w"], TensorHeader.Read(new MemoryStream([.. written, .. Buffer[..8], .. Buffer[16..]])).Tensors.Select(t => t.Name));
    }

    [Theory]
    [InlineData("[0,8]", "[0,4]")]
    [InlineData("[16,24]", "[16,20]")]
    [InlineData("[8,16]", "[16,8]")]
    [InlineData("[8,16]", "[8]")]
    [InlineData("\"I64\"", "64")]
    [InlineData("data_offsets", "offsets")]
    [InlineData("{\"__meta", "[\"__meta")]
    public void ThatDoesNotHangTogether_IsRefused(string original, string damaged)
    {
        Assert.Contains(original, Json, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => TensorHeader.Read(new MemoryStream(File(Json.Replace(original, damaged, StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0100")]
    [InlineData("ffffffffffffffff")]
    [InlineData("00ffffff00000000")]
    public void ThatEndsBeforeItsHeader_IsRefused(string hex) =>
        Assert.Throws<InvalidDataException>(() => TensorHeader.Read(new MemoryStream(Convert.FromHexString(hex))));

    private static byte[] File(string json)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(json));
        return [.. length, .. Encoding.UTF8.GetBytes(json), .. Buffer];
    }
}
