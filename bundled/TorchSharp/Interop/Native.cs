using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Interop;

/// <summary>The functions of native/adasapsweep_torch.cpp, which says what each one does.</summary>
internal static unsafe partial class Native
{
    private const string Library = "adasapsweep_torch";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    /// <summary>Turns a failed call into the exception that TorchSharp raises, with LibTorch's text.</summary>
    public static void Check(int result)
    {
        if (result != 0) throw new ExternalException(Marshal.PtrToStringUTF8((nint)ats_error()));
    }

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? search)
    {
        if (name != Library) return 0;
        var file = Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so");
        var beside = Path.Combine(Path.GetDirectoryName(assembly.Location) ?? "", $"lib{Library}.so");
        return NativeLibrary.Load(File.Exists(beside) ? beside : file);
    }

    [LibraryImport(Library)] public static partial byte* ats_error();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int ats_find(string name, string overload, nint* found);
    [LibraryImport(Library)] public static partial int ats_call(nint op, Value* args, int count, Value* outs, int outCount);
    [LibraryImport(Library)] public static partial void ats_free_list(nint handles);
    [LibraryImport(Library)] public static partial void ats_release(nint tensor);
    [LibraryImport(Library)] public static partial nint ats_share(nint tensor);
    [LibraryImport(Library)] public static partial int ats_data(nint tensor, nint* data);
    [LibraryImport(Library)] public static partial int ats_set_requires_grad(nint tensor, int value);
    [LibraryImport(Library)] public static partial int ats_is_leaf(nint tensor);
    [LibraryImport(Library)] public static partial int ats_grad(nint tensor, nint* grad);
    [LibraryImport(Library)] public static partial int ats_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] public static partial int ats_retain_grad(nint tensor);
    [LibraryImport(Library)] public static partial int ats_backward(nint* tensors, int count, nint* grads, int gradCount, int retain, int create, nint* inputs, int inputCount);
    [LibraryImport(Library)] public static partial int ats_autograd_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retain, int create, int allowUnused, nint* results);
    [LibraryImport(Library)] public static partial int ats_manual_seed(long seed);
    [LibraryImport(Library)] public static partial int ats_generator(long device, int fresh, nint* generator);
    [LibraryImport(Library)] public static partial void ats_generator_release(nint generator);
    [LibraryImport(Library)] public static partial int ats_generator_set_seed(nint generator, long seed);
    [LibraryImport(Library)] public static partial long ats_generator_get_seed(nint generator);
    [LibraryImport(Library)] public static partial int ats_generator_random_seed(nint generator, long* seed);
    [LibraryImport(Library)] public static partial int ats_generator_get_state(nint generator, nint* state);
    [LibraryImport(Library)] public static partial int ats_generator_set_state(nint generator, nint state);
    [LibraryImport(Library)] public static partial nint ats_inference_enter(int value);
    [LibraryImport(Library)] public static partial void ats_inference_leave(nint mode);
    [LibraryImport(Library)] public static partial int ats_cuda_available();
    [LibraryImport(Library)] public static partial int ats_cuda_device_count();
    [LibraryImport(Library)] public static partial int ats_cudnn_available();
    [LibraryImport(Library)] public static partial int ats_cuda_synchronize(int index);
    [LibraryImport(Library)] public static partial int ats_tf32_matmul();
    [LibraryImport(Library)] public static partial int ats_set_tf32_matmul(int value);
    [LibraryImport(Library)] public static partial int ats_tf32_cudnn();
    [LibraryImport(Library)] public static partial int ats_set_tf32_cudnn(int value);
    [LibraryImport(Library)] public static partial int ats_num_threads();
    [LibraryImport(Library)] public static partial int ats_set_num_threads(int count);
    [LibraryImport(Library)] public static partial int ats_num_interop_threads();
    [LibraryImport(Library)] public static partial int ats_set_num_interop_threads(int count);

    // Reads of a field or a thread-local flag: too short to be worth a GC transition.
    [SuppressGCTransition, LibraryImport(Library)] public static partial long ats_dim(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial long ats_numel(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_dtype(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_device_type(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_device_index(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_is_contiguous(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial void ats_sizes(nint tensor, long* to);
    [SuppressGCTransition, LibraryImport(Library)] public static partial void ats_strides(nint tensor, long* to);
    [SuppressGCTransition, LibraryImport(Library)] public static partial long ats_storage_offset(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_requires_grad(nint tensor);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_grad_mode();
    [SuppressGCTransition, LibraryImport(Library)] public static partial void ats_set_grad_mode(int value);
    [SuppressGCTransition, LibraryImport(Library)] public static partial int ats_inference_mode();
}
