namespace Akka.Actor;

/// <summary>What the runtime tells a cell; handled before any user message, also while the mailbox is suspended.</summary>
internal abstract record SystemMessage;

internal sealed record Create : SystemMessage;

internal sealed record Terminate : SystemMessage;

internal sealed record Suspend : SystemMessage;

internal sealed record Resume(Exception Cause) : SystemMessage;

internal sealed record Recreate(Exception Cause) : SystemMessage;

internal sealed record Failed(IActorRef Child, Exception Cause) : SystemMessage;

internal sealed record Watch(InternalActorRefBase Watchee, InternalActorRefBase Watcher) : SystemMessage;

internal sealed record Unwatch(InternalActorRefBase Watchee, InternalActorRefBase Watcher) : SystemMessage;

/// <summary>Sent to watchers and to the parent.</summary>
internal sealed record DeathNotice(InternalActorRefBase Actor, bool ExistenceConfirmed, bool AddressTerminated) : SystemMessage;

/// <summary>A continuation of an async handler, to be run as the actor.</summary>
internal sealed record RunTask(ActorTaskScheduler Scheduler, Task Task) : SystemMessage;

/// <summary>An async handler has ended, well or with a failure.</summary>
internal sealed record TaskDone(int Run, Exception Failure) : SystemMessage;
