using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>How to make an actor: its type and constructor arguments, kept so that a restart can make it again.</summary>
public class Props
{
    private readonly ConstructorInfo _constructor;

    private Props(Type type, object[] args, SupervisorStrategy strategy, ConstructorInfo constructor, string dispatcher, string mailbox)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is not an actor", nameof(type));
        Type = type;
        Arguments = args;
        SupervisorStrategy = strategy;
        _constructor = constructor;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
    }

    public Type Type { get; }
    public object[] Arguments { get; }
    public SupervisorStrategy SupervisorStrategy { get; }
    public string Dispatcher { get; }
    public string Mailbox { get; }

    public static Props Create(Type type, params object[] args) => new(type, args ?? [null], null, null, null, null);

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <param name="factory">() => new TActor(arguments). The arguments are evaluated once, here.</param>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } body)
            throw new ArgumentException("The create function must be a 'new T (parameters)' expression", nameof(factory));
        var args = body.Arguments.Select(Evaluate).ToArray();
        return new Props(typeof(TActor), args, supervisorStrategy, constructor, null, null);
    }

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(Type, Arguments, supervisorStrategy, _constructor, Dispatcher, Mailbox);

    /// <summary>Recorded, and without effect: this set has one dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => new(Type, Arguments, SupervisorStrategy, _constructor, dispatcher, Mailbox);

    /// <summary>Recorded, and without effect: this set has one kind of mailbox, unbounded.</summary>
    public Props WithMailbox(string mailbox) => new(Type, Arguments, SupervisorStrategy, _constructor, Dispatcher, mailbox);

    public virtual ActorBase NewActor()
    {
        try
        {
            return (ActorBase)(_constructor != null ? _constructor.Invoke(Arguments) : Activator.CreateInstance(Type, Arguments));
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args", e.InnerException);
        }
    }

    private static object Evaluate(Expression argument) => argument is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)();
}
