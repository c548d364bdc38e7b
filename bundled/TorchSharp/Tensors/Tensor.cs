using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of LibTorch. It owns one reference to the native tensor, which goes back on Dispose, with its dispose scope, or,
    /// as a last resort, when the garbage collector finds it.
    /// </summary>
    [SuppressMessage("Design", "CA1001", Justification = "The scope owns the tensor, not the other way round.")]
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;
        private nint _handle;

        internal Tensor(nint handle)
        {
            _handle = handle;
            if (handle == 0) return;
            var total = Interlocked.Increment(ref _totalCount);
            if (total > _peakCount) _peakCount = total;
            Scope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>How many tensors are alive in the process, on the managed side.</summary>
        public static long TotalCount => _totalCount;

        public static long PeakCount => _peakCount;

        /// <summary>True once the tensor was disposed.</summary>
        public bool IsInvalid => _handle == 0;

        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public string? name { get; set; }

        internal DisposeScope? Scope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.Scope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (Scope is null) other?.Attach(this);
            else Scope.MoveToOther(other, this);
            return this;
        }

        /// <summary>Another managed tensor over the same native one.</summary>
        public Tensor alias() => new(Native.ats_share(Handle));

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return;
            Interlocked.Decrement(ref _totalCount);
            if (disposing)
            {
                var counts = DisposeScopeManager.OfThread.Tensors;
                if (Scope is null) counts.DisposedOutsideScopeCount++;
                else counts.DisposedInScopeCount++;
                Scope?.MarkAsDisposed(this);
            }
            Native.ats_release(handle);
        }
    }
}
