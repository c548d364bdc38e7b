using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Turns the recording of gradients off on this thread until disposed.</summary>
    public static IDisposable no_grad() => new GradModeScope(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradModeScope(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradModeScope(mode);

    public static bool is_grad_enabled() => Native.ats_grad_mode() != 0;

    /// <summary>Like <see cref="no_grad"/>, and tensors made in it can never join a graph.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceScope(mode);

    public static bool is_inference_mode_enabled() => Native.ats_inference_mode() != 0;

    private sealed class GradModeScope : IDisposable
    {
        private readonly int _before = Native.ats_grad_mode();

        public GradModeScope(bool enabled) => Native.ats_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.ats_set_grad_mode(_before);
    }

    private sealed class InferenceScope(bool mode) : IDisposable
    {
        private nint _guard = Native.ats_inference_enter(mode ? 1 : 0);

        public void Dispose()
        {
            var guard = Interlocked.Exchange(ref _guard, 0);
            if (guard != 0) Native.ats_inference_leave(guard);
        }
    }
}
