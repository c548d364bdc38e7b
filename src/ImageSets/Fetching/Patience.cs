namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>A token that is cancelled when nothing has come for too long, or when the whole is to stop.</summary>
internal sealed class Patience : IDisposable
{
    private readonly TimeSpan _stall;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    public Patience(FetchSettings settings, CancellationToken stop)
    {
        _stall = settings.Stall;
        _late = new CancellationTokenSource(_stall, settings.Time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, stop);
    }

    public CancellationToken Token => _either.Token;

    public void Renew() => _late.CancelAfter(_stall);

    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
