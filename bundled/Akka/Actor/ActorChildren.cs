namespace Akka.Actor;

/// <summary>The children of one cell. The lock lets a guardian get children from any thread.</summary>
internal sealed class ActorChildren
{
    private readonly Dictionary<string, ChildStats> _byName = [];
    private readonly Lock _lock = new();
    private bool _closed;
    private long _nextName;

    public ChildStats Find(string name)
    {
        lock (_lock)
            return _byName.GetValueOrDefault(name);
    }

    public ChildStats Find(IActorRef child) => Find(child.Path.Name) is { } stats && stats.Ref.Equals(child) ? stats : null;

    public List<LocalActorRef> Refs()
    {
        lock (_lock)
            return _byName.Values.Select(stats => stats.Ref).ToList();
    }

    public bool Any(bool stoppingOnly)
    {
        lock (_lock)
            return _byName.Values.Any(stats => stats.Stopping || !stoppingOnly);
    }

    public void Remove(IActorRef child)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(child.Path.Name, out var stats) && stats.Ref.Equals(child))
                _byName.Remove(child.Path.Name);
        }
    }

    public LocalActorRef Add(string name, Func<string, LocalActorRef> create)
    {
        if (name != null && !ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(name.Length == 0 ? "Actor name must not be empty." : $"Illegal actor name [{name}].");
        lock (_lock)
        {
            if (_closed)
                throw new InvalidOperationException("Cannot create child while terminating or terminated");
            name ??= UniqueName.Of(_nextName++);
            if (_byName.ContainsKey(name))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            var child = create(name);
            _byName[name] = new ChildStats(child);
            child.Cell.SendSystem(new Create());
            return child;
        }
    }

    /// <summary>No child can be added from here on. Returns those to stop.</summary>
    public List<LocalActorRef> Close()
    {
        lock (_lock)
            _closed = true;
        return Refs();
    }
}

internal static class UniqueName
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary>$a, $b, ... in base 64, as upstream names actors that have no name.</summary>
    public static string Of(long number)
    {
        var name = "$";
        do
        {
            name += Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);
        return name;
    }
}
