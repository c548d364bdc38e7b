using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenTelemetry;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>
/// Appends each batch of spans as a line of OTLP JSON, the form that the Collector's file exporter writes and its file receiver reads.
/// The file is this process's alone: .NET appends at a position that it remembers, so two writers of one file would overwrite
/// each other, and a kill can tear no line but the last of its own file. A full file is followed by another one.
/// </summary>
internal sealed class SpanFileExporter(string path, SpanFileLimits limits) : BaseExporter<Activity>
{
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Made with the first span, so that a command that does nothing leaves nothing.</summary>
    private FileStream? _file;

    private int _files;

    public override ExportResult Export(in Batch<Activity> batch)
    {
        try
        {
            _line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_line)) OtlpJson.Write(json, ParentProvider.GetResource(), batch);
            _line.Write("\n"u8);
            if (_file is null || (_file.Position > 0 && _file.Position + _line.WrittenCount > limits.File)) Next();
            _file!.Write(_line.WrittenSpan);
            return ExportResult.Success;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk costs spans, never a sweep.
            return ExportResult.Failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file?.Dispose();
        base.Dispose(disposing);
    }

    private void Next()
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        limits.MakeRoom(folder, _file?.Name);
        _file?.Dispose();
        _file = null;
        var name = ++_files == 1 ? path : Path.ChangeExtension(path, string.Create(CultureInfo.InvariantCulture, $".{_files:D6}.jsonl"));
        // Unbuffered: what was exported is in the file.
        _file = new(name, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }
}
