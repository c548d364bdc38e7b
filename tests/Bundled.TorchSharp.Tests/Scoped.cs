using TorchSharp;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

/// <summary>A situation whose tensors go when its test ends.</summary>
public abstract class Scoped : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
