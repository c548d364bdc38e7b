using Akka.Actor;

namespace Akka.Event;

/// <summary>Sent to a logger actor when it is started; it subscribes to what it wants and answers <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    public LoggingBus LoggingBus { get; private set; }
}

public class LoggerInitialized : INoSerializationVerificationNeeded;

/// <summary>Writes every log event to the standard output.</summary>
public class DefaultLogger : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => Console.Out.WriteLine(logEvent.ToString());
}

/// <summary>Starts the actors that akka.loggers names; until they run, and when none is named, the console alone is used.</summary>
internal static class LoggerStarter
{
    private static readonly Type[] Levels = [typeof(Debug), typeof(Info), typeof(Warning), typeof(Error)];

    public static void Start(ActorSystemCore system)
    {
        var stdoutLevel = Logging.LogLevelFor(system.Settings.StdoutLogLevel);
        system.EventStream.SetLogLevel(Logging.LogLevelFor(system.Settings.LogLevel));
        system.EventStream.Fallback = e =>
        {
            if (e.LogLevel() >= stdoutLevel)
                Console.Out.WriteLine(e.ToString());
        };
        var number = 0;
        foreach (var name in system.Settings.Loggers)
        {
            var type = Type.GetType(name) ?? throw new Configuration.ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (type.FullName == "Akka.Event.StandardOutLogger")
                continue;
            StartOne(system, type, ++number);
        }
        if (number > 0)
            system.EventStream.Fallback = null;
    }

    private static void StartOne(ActorSystemCore system, Type type, int number)
    {
        var logger = system.SystemActorOf(Props.Create(type), FormattableString.Invariant($"log{number}-{type.Name}"));
        var answer = logger.Ask(new InitializeLogger(system.EventStream), system.Settings.LoggerStartTimeout);
        if (!answer.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(system.Settings.LoggerStartTimeout) || !answer.IsCompletedSuccessfully)
            system.Publish(new Warning(nameof(LoggerStarter), typeof(LoggerStarter), $"Logger [{logger.Path.Name}] did not respond to InitializeLogger"));
        foreach (var level in Levels)
        {
            system.EventStream.Subscribe(logger, level);
        }
    }
}
