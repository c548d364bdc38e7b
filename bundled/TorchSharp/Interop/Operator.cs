using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// An operator of LibTorch's dispatcher, looked up once. To add one to the API: a static field with its schema name, and a method
/// that calls it; trailing arguments that are left out take the schema's defaults.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int StackWords = 64;
    private readonly bool _waits = HostWaits.IsOne(name);
    private nint _found;

    /// <summary>Calls an operator that returns one tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return new Tensor(result.Pointer);
    }

    /// <summary>Calls an operator that works in place, and returns the tensor that it changed.</summary>
    public Tensor Change(Tensor self, params ReadOnlySpan<Arg> rest)
    {
        Args args = default;
        Span<Arg> all = args;
        all[0] = self;
        rest.CopyTo(all[1..]);
        Invoke(all[..(rest.Length + 1)], null, 0);
        return self;
    }

    public (Tensor, Tensor) Call2(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[2];
        Invoke(args, results, 2);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer));
    }

    public (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[3];
        Invoke(args, results, 3);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer), new Tensor(results[2].Pointer));
    }

    public Tensor[] CallList(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        var tensors = new Tensor[result.Count];
        for (var k = 0; k < tensors.Length; k++) tensors[k] = new Tensor(((nint*)result.Pointer)[k]);
        Native.ats_free_list(result.Pointer);
        return tensors;
    }

    public bool CallBool(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return result.Int != 0;
    }

    /// <summary>Calls an operator whose one result is a scalar of whichever kind.</summary>
    public Value CallScalar(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Arg> args, Value* results, int resultCount)
    {
        var found = _found;
        if (found == 0) found = Find();
        if (_waits) HostWaits.Add();

        var words = 0;
        foreach (ref readonly var arg in args) words += arg.Room;
        var onStack = stackalloc long[StackWords];
        var onHeap = words > StackWords ? GC.AllocateUninitializedArray<long>(words, pinned: true) : null;
        var room = onHeap is null ? new Span<long>(onStack, StackWords) : onHeap;

        var values = stackalloc Value[args.Length];
        for (var k = 0; k < args.Length; k++)
        {
            args[k].Write(ref values[k], room);
            room = room[args[k].Room..];
        }
        Native.Check(Native.ats_call(found, values, args.Length, results, resultCount));
        GC.KeepAlive(onHeap);
    }

    private nint Find()
    {
        nint found;
        Native.Check(Native.ats_find(name, overload, &found));
        return _found = found;
    }

    [InlineArray(Capacity)]
    private struct Args
    {
        public const int Capacity = 12;
        private Arg _first;
    }
}
