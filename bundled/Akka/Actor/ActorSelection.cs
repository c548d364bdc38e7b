using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>A path from an anchor, walked anew for every message. "*" and "?" match names; ".." is the parent.</summary>
public class ActorSelection : ICanTell
{
    private readonly string[] _elements;

    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Split('/', StringSplitOptions.RemoveEmptyEntries))
    {
    }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        _elements = elements.ToArray();
    }

    public IActorRef Anchor { get; private set; }

    public string PathString => "/" + string.Join('/', _elements);

    public void Tell(object message, IActorRef sender = null)
    {
        if (message == null)
            throw new InvalidMessageException("Message is null.");
        Deliver((InternalActorRefBase)Anchor, _elements, message, sender ?? ActorCell.Current?.Self);
    }

    /// <exception cref="ActorNotFoundException">No actor answered in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        ActorIdentity identity;
        try
        {
            identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
        return identity.Subject ?? throw new ActorNotFoundException("subject was null");
    }

    public override string ToString() => $"ActorSelection[Anchor({Anchor}), Path({PathString})]";

    internal static void Deliver(InternalActorRefBase anchor, ReadOnlySpan<string> elements, object message, IActorRef sender)
    {
        var at = anchor;
        for (var i = 0; i < elements.Length; i++)
        {
            if (at is ISelectionAnchor elsewhere)
            {
                elsewhere.Select(elements[i..].ToArray(), message, sender);
                return;
            }
            var name = elements[i];
            if (name.AsSpan().IndexOfAny('*', '?') >= 0)
            {
                foreach (var child in at.AllChildren)
                {
                    if (Matches(name, child.Path.Name))
                        Deliver(child, elements[(i + 1)..], message, sender);
                }
                return;
            }
            var next = name == ".." ? at.ParentRef : at.ChildNamed(name);
            if (next == null)
            {
                next = new EmptyRef(anchor.Core, anchor.Path / elements.ToArray());
                elements = [];
            }
            at = next;
        }
        at.Tell(message, sender);
    }

    private static bool Matches(string pattern, string name) => Regex.IsMatch(
        name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));
}

/// <summary>A reference whose children live in another system.</summary>
internal interface ISelectionAnchor
{
    void Select(string[] elements, object message, IActorRef sender);
}
