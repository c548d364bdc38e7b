using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Machine : Scoped
{
    [Fact]
    public void Uses_as_many_threads_as_it_is_told()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.True(get_num_interop_threads() >= 1);
    }

    [Fact]
    public void Counts_its_cuda_devices()
    {
        Assert.Equal(cuda.is_available(), cuda.device_count() > 0);
        Assert.Equal(cuda_is_available(), cuda.is_available());
    }

    [Fact]
    public void Remembers_whether_it_may_round_to_tf32()
    {
        var before = backends.cudnn.allow_tf32;
        backends.cudnn.allow_tf32 = false;
        Assert.False(backends.cudnn.allow_tf32);
        backends.cudnn.allow_tf32 = before;
    }

    [Fact]
    public void Computes_on_a_cuda_device_where_there_is_one()
    {
        if (!cuda.is_available()) return;
        var x = ones(3, device: CUDA);
        Assert.Equal(DeviceType.CUDA, x.device_type);
        Values.Equal([2, 2, 2], (x + x).cpu());
    }
}
