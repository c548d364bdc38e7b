using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        public unsafe Generator(ulong seed = 0, Device? device = null)
            : this(device, fresh: true) => Native.Check(Native.ats_generator_set_seed(Handle, (long)seed));

        private unsafe Generator(Device? device, bool fresh)
        {
            nint handle;
            this.device = device ?? CPU;
            Native.Check(Native.ats_generator(this.device.Packed, fresh ? 1 : 0, &handle));
            _handle = handle;
        }

        ~Generator() => Dispose(false);

        /// <summary>The CPU's own generator, which operators use when none is given.</summary>
        public static Generator Default { get; } = new(CPU, fresh: false);

        public Device device { get; }

        public IntPtr Handle => _handle;

        public unsafe Tensor get_state()
        {
            nint state;
            Native.Check(Native.ats_generator_get_state(Handle, &state));
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.ats_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.ats_generator_set_seed(Handle, seed));
            return this;
        }

        public long initial_seed() => Native.ats_generator_get_seed(Handle);

        /// <summary>Seeds from the system's entropy and returns the seed.</summary>
        public unsafe long seed()
        {
            long seed;
            Native.Check(Native.ats_generator_random_seed(Handle, &seed));
            return seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0) Native.ats_generator_release(handle);
        }
    }
}
