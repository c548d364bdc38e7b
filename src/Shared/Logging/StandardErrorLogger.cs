using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;

namespace AdaSapSweep.Shared.Logging;

/// <summary>The actor system's logger: plain lines on standard error, and records for telemetry once <see cref="Forward"/> is called.</summary>
public sealed class StandardErrorLogger : ReceiveActor
{
    private static readonly Action<Microsoft.Extensions.Logging.ILogger, string, string, Exception?>[] Writers =
    [
        LoggerMessage.Define<string, string>(Microsoft.Extensions.Logging.LogLevel.Debug, new(1, "debug"), "{Source}: {Text}"),
        LoggerMessage.Define<string, string>(Microsoft.Extensions.Logging.LogLevel.Information, new(2, "info"), "{Source}: {Text}"),
        LoggerMessage.Define<string, string>(Microsoft.Extensions.Logging.LogLevel.Warning, new(3, "warning"), "{Source}: {Text}"),
        LoggerMessage.Define<string, string>(Microsoft.Extensions.Logging.LogLevel.Error, new(4, "error"), "{Source}: {Text}"),
    ];

    private static volatile Outlet? _telemetry;

    private readonly Akka.Event.LogLevel _shown;

    public StandardErrorLogger()
    {
        _shown = Akka.Event.Logging.LogLevelFor(Context.System.Settings.Config.GetString("adasap.stderr-loglevel", "WARNING"));
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    /// <summary>Sends what is logged from now on to telemetry too. The actor system makes its logger itself, hence a static.</summary>
    /// <param name="within">The span whose ids the records carry: an actor's own does not reach its logger.</param>
    public static void Forward(Microsoft.Extensions.Logging.ILogger? telemetry, Activity? within = null) =>
        _telemetry = telemetry is null ? null : new(telemetry, within);

    private void Write(LogEvent entry)
    {
        var text = entry.Message?.ToString() ?? "";
        var level = entry.LogLevel();
        if (level >= _shown && LineOf(entry) is { } line) Console.Error.WriteLine(line);
        if (_telemetry is not { } telemetry) return;
        var before = Activity.Current;
        Activity.Current = telemetry.Within;
        Writers[(int)level](telemetry.Logger, entry.LogSource, text, entry.Cause);
        Activity.Current = before;
    }

    /// <summary>What a terminal shows of it: one line, as stack traces are for telemetry; null for what is no news.</summary>
    internal static string? LineOf(LogEvent entry)
    {
        var text = FirstLine(entry.Message?.ToString() ?? "");
        return IsLostConnection(entry, text) ? null : $"adasap: {Word(entry.LogLevel())}: {text}{(entry.Cause is { } cause ? $": {FirstLine(cause.Message)}" : "")}";
    }

    // Akka.NET's remoting says so, twice, whenever a process ends as it should, and each second while one is away. What it means for the sweep is told by who knows.
    private static bool IsLostConnection(LogEvent entry, string text) =>
        entry.LogSource?.Contains("/system/endpointManager", StringComparison.Ordinal) == true
        && (text.Contains("Disassociated", StringComparison.Ordinal) || text.Contains("is now gated for", StringComparison.Ordinal));

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? text[..end] : text;

    private static string Word(Akka.Event.LogLevel level) => level switch
    {
        Akka.Event.LogLevel.DebugLevel => "debug",
        Akka.Event.LogLevel.InfoLevel => "info",
        Akka.Event.LogLevel.WarningLevel => "warning",
        Akka.Event.LogLevel.ErrorLevel => "error",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "no such log level"),
    };

    private sealed record Outlet(Microsoft.Extensions.Logging.ILogger Logger, Activity? Within);
}
