namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread, and what it has counted.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? _ofThread;

    private readonly ThreadDisposeScopeStatistics _statistics = new();

    public static ThreadDisposeScopeStatistics Statistics => OfThread._statistics;

    internal static DisposeScopeManager OfThread => _ofThread ??= new();

    internal DisposeScope? Current { get; private set; }

    internal LifetimeStatistics Tensors => _statistics.TensorStatistics;

    internal DisposeScope Open() => Current = new DisposeScope(this);

    /// <summary>Hands a new tensor to the current scope, if there is one.</summary>
    internal DisposeScope? Register(torch.Tensor tensor)
    {
        if (Current is null)
        {
            Tensors.CreatedOutsideScopeCount++;
            return null;
        }
        Tensors.CreatedInScopeCount++;
        Current.Members.Add(tensor);
        return Current;
    }

    /// <summary>Takes a scope off the stack; one that is not on top leaves those above it in place.</summary>
    internal void Close(DisposeScope scope)
    {
        if (ReferenceEquals(Current, scope))
        {
            Current = scope.Outer;
            return;
        }
        for (var above = Current; above is not null; above = above.Outer)
        {
            if (!ReferenceEquals(above.Outer, scope)) continue;
            above.Outer = scope.Outer;
            return;
        }
    }
}
