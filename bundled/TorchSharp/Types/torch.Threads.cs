using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Threads that one operator may use.</summary>
    public static int get_num_threads() => Native.ats_num_threads();

    public static void set_num_threads(int num) => Native.Check(Native.ats_set_num_threads(num));

    /// <summary>Threads that run operators beside each other; can be set only before the first of them has run.</summary>
    public static int get_num_interop_threads() => Native.ats_num_interop_threads();

    public static void set_num_interop_threads(int num) => Native.Check(Native.ats_set_num_interop_threads(num));
}
