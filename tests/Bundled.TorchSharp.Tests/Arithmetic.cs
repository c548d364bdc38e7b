using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Arithmetic : Scoped
{
    [Fact]
    public void Operators_work_element_by_element_and_broadcast()
    {
        var a = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        var b = tensor(new float[] { 10, 20 });
        Values.Equal([11, 22, 13, 24], a + b);
        Values.Equal([-9, -18, -7, -16], a - b);
        Values.Equal([10, 40, 30, 80], a * b);
        Values.Equal([0.1, 0.1, 0.3, 0.2], a / b);
        Values.Equal([1, 0, 1, 0], a % 2);
        Values.Equal([-1, -2, -3, -4], -a);
    }

    [Fact]
    public void A_number_may_stand_on_either_side()
    {
        var a = tensor(new float[] { 1, 2, 4 });
        Values.Equal([2.5, 3.5, 5.5], 1.5 + a);
        Values.Equal([2.5, 3.5, 5.5], a + 1.5f);
        Values.Equal([2, 1, -1], 3 - a);
        Values.Equal([2, 4, 8], 2L * a);
        Values.Equal([8, 4, 2], 8.0 / a);
    }

    [Fact]
    public void Whole_numbers_stay_whole_until_divided()
    {
        var a = tensor(new long[] { 7, -7 });
        Assert.Equal(ScalarType.Int64, (a * 2).dtype);
        Assert.Equal(ScalarType.Float32, (a / 2).dtype);
        Values.Equal([3, -4], a.div(2, RoundingMode.floor));
        Values.Equal([3, -3], a.div(2, RoundingMode.trunc));
    }

    [Fact]
    public void Alpha_scales_what_is_added()
    {
        var a = tensor(new float[] { 1, 2 });
        var b = tensor(new float[] { 10, 20 });
        Values.Equal([6, 12], a.add(b, 0.5));
        Assert.Same(a, a.add_(b, -0.1));
        Values.Equal([0, 0], a);
    }

    [Fact]
    public void In_place_forms_change_the_tensor_itself()
    {
        var a = tensor(new float[] { -1, 2, -3 });
        var view = a.narrow(0, 0, 2);
        a.mul_(2).sub_(1).neg_();
        Values.Equal([3, -3], view);
        a.clamp_(-2, 2);
        Values.Equal([2, -2, 2], a);
        a.sign_();
        Values.Equal([1, -1, 1], a);
        a.fill_(7);
        Values.Equal([7, 7, 7], a);
        a.zero_();
        Values.Equal([0, 0], view);
        a.copy_(tensor(new double[] { 1, 2, 3 }));
        Values.Equal([1, 2, 3], a);
        a.div_(tensor(new float[] { 2, 4, 6 }));
        Values.Equal([0.5, 0.5, 0.5], a);
    }

    [Fact]
    public void Fused_forms_add_products_quotients_and_mixtures()
    {
        var a = ones(2);
        var t1 = tensor(new float[] { 2, 3 });
        var t2 = tensor(new float[] { 4, 6 });
        Values.Equal([5, 10], a.addcmul(t1, t2, 0.5));
        Values.Equal([1.05, 1.05], a.addcdiv(t1, t2, 0.1));
        a.addcmul_(t1, t2, 1);
        Values.Equal([9, 19], a);
        a.addcdiv_(t1, t2, -2);
        Values.Equal([8, 18], a);
        Values.Equal([5, 15.75], a.lerp(t1, tensor(new float[] { 0.5f, 0.15f })));
    }

    [Fact]
    public void Functions_of_one_tensor_give_their_values()
    {
        var a = tensor(new double[] { 0.25, 1, 4 });
        Values.Equal([0.5, 1, 2], a.sqrt(), 1e-12);
        Values.Equal([2, 1, 0.5], a.rsqrt(), 1e-12);
        Values.Equal([0.0625, 1, 16], a.square(), 1e-12);
        Values.Equal([0.0625, 1, 16], a.pow(2), 1e-12);
        Values.Equal([Math.Exp(0.25), Math.E, Math.Exp(4)], a.exp(), 1e-12);
        Values.Equal([Math.Log(0.25), 0, Math.Log(4)], log(a), 1e-12);
        Values.Equal([1.5, 0.5, 2.5], tensor(new double[] { -1.5, 0.5, 2.5 }).abs());
        Values.Equal([-2, 0, 2], tensor(new double[] { -1.5, 0.5, 2.5 }).floor());
        Values.Equal([-1, 1, 3], tensor(new double[] { -1.5, 0.5, 2.5 }).ceil());
        Values.Equal([-2, 0, 2], tensor(new double[] { -1.5, 0.5, 2.5 }).round());
    }

    [Fact]
    public void Bounds_may_be_numbers_or_tensors()
    {
        var a = tensor(new float[] { -2, 0, 2 });
        Values.Equal([-1, 0, 1], a.clamp(-1, 1));
        Values.Equal([-1, 0, 2], a.clamp(min: -1));
        Values.Equal([-1, 0, 2], a.clamp(tensor(new float[] { -1, -1, -1 }), tensor(new float[] { 1, 1, 2 })));
        Values.Equal([0, 0, 2], a.maximum(zeros(3)));
        Values.Equal([-2, 0, 0], a.minimum(zeros(3)));
    }
}
