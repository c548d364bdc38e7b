using Akka.Actor;

namespace Akka.Event;

public interface ILoggingAdapter
{
    ILogMessageFormatter Formatter { get; }

    bool IsDebugEnabled { get; }

    bool IsInfoEnabled { get; }

    bool IsWarningEnabled { get; }

    bool IsErrorEnabled { get; }

    bool IsEnabled(LogLevel logLevel);

    void Log(LogLevel logLevel, Exception cause, LogMessage message);

    void Log(LogLevel logLevel, Exception cause, string format);
}

public static class Logging
{
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter logMessageFormatter = null) =>
        new BusAdapter(context.System.EventStream, context.Self.Path.ToString(), (context as ActorCell)?.Props.Type, logMessageFormatter);

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        new BusAdapter(system.EventStream, logSourceObj is string name ? $"{name}({system.Name})" : $"{Source(logSourceObj)}({system.Name})", Class(logSourceObj), logMessageFormatter);

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter logMessageFormatter = null) =>
        new BusAdapter(loggingBus, Source(logSourceObj), Class(logSourceObj), logMessageFormatter);

    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => Off,
        _ => throw new ArgumentException($"Unknown LogLevel: \"{logLevel}\". Valid values are: \"DEBUG\", \"INFO\", \"WARNING\", \"ERROR\", \"OFF\"", nameof(logLevel)),
    };

    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => "OFF",
    };

    internal const LogLevel Off = (LogLevel)int.MaxValue;

    internal static LogEvent EventFor(LogLevel level, Exception cause, string source, Type type, object message) => level switch
    {
        LogLevel.DebugLevel => new Debug(cause, source, type, message),
        LogLevel.InfoLevel => new Info(cause, source, type, message),
        LogLevel.WarningLevel => new Warning(cause, source, type, message),
        _ => new Error(cause, source, type, message),
    };

    private static string Source(object source) => source switch
    {
        string name => name,
        IActorRef actor => actor.Path.ToString(),
        Type type => type.Name,
        _ => source.GetType().Name,
    };

    private static Type Class(object source) => source as Type ?? source.GetType();

    private sealed class BusAdapter(LoggingBus bus, string source, Type type, ILogMessageFormatter formatter) : ILoggingAdapter
    {
        public ILogMessageFormatter Formatter { get; } = formatter ?? DefaultLogMessageFormatter.Instance;
        public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);
        public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);
        public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);
        public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= bus.LogLevel;

        public void Log(LogLevel logLevel, Exception cause, LogMessage message) => Publish(logLevel, cause, message);

        public void Log(LogLevel logLevel, Exception cause, string format) => Publish(logLevel, cause, format);

        private void Publish(LogLevel level, Exception cause, object message)
        {
            if (IsEnabled(level))
                bus.Publish(EventFor(level, cause, source, type, message));
        }
    }
}
