using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class DisposeScopes
{
    [Fact]
    public void End_the_tensors_made_in_them()
    {
        Tensor made, outside = ones(1);
        using (var scope = NewDisposeScope())
        {
            made = outside + 1;
            Assert.True(scope.Contains(made));
            Assert.False(scope.Contains(outside));
            Assert.Equal(1, scope.DisposablesCount);
        }
        Assert.True(made.IsInvalid);
        Assert.False(outside.IsInvalid);
        outside.Dispose();
    }

    [Fact]
    public void Let_go_of_what_moves_out()
    {
        using var outer = NewDisposeScope();
        Tensor moved, gone;
        using (NewDisposeScope())
        {
            moved = ones(1).MoveToOuterDisposeScope();
            gone = ones(1);
        }
        Assert.False(moved.IsInvalid);
        Assert.True(gone.IsInvalid);
        Assert.True(outer.Contains(moved));
        outer.Dispose();
        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void Let_go_of_what_is_detached()
    {
        Tensor kept;
        using (NewDisposeScope()) kept = ones(1).DetachFromDisposeScope();
        Assert.False(kept.IsInvalid);
        kept.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Nest_and_give_way_to_the_one_around()
    {
        Assert.Null(CurrentDisposeScope);
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope()) Assert.Same(inner, CurrentDisposeScope);
            Assert.Same(outer, CurrentDisposeScope);
        }
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void May_end_twice_and_out_of_order()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        var made = ones(1);
        inner.Dispose();
        inner.Dispose();
        outer.Dispose();
        Assert.True(made.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void Keep_what_they_are_told_to_keep()
    {
        using var scope = NewDisposeScope();
        var kept = ones(1);
        var gone = ones(1);
        scope.DisposeEverythingBut(kept);
        Assert.False(kept.IsInvalid);
        Assert.True(gone.IsInvalid);
    }

    [Fact]
    public void Attach_what_was_made_elsewhere()
    {
        var outside = ones(1);
        using (var scope = NewDisposeScope()) scope.Attach(outside);
        Assert.True(outside.IsInvalid);
    }

    [Fact]
    public void Belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;
        var thread = new Thread(() => made = ones(1));
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(made!));
        made!.Dispose();
    }

    [Fact]
    public void Leave_a_disposed_tensor_unusable_and_may_dispose_it_again()
    {
        var a = ones(1);
        a.Dispose();
        a.Dispose();
        Assert.Throws<InvalidOperationException>(() => a + 1);
        Assert.Throws<InvalidOperationException>(() => a.shape);
    }

    [Fact]
    public void Leave_nothing_behind_after_thousands_of_operators()
    {
        using var weights = randn(64, 64, requires_grad: true);
        var before = Tensor.TotalCount;
        for (var step = 0; step < 2000; step++)
        {
            using var scope = NewDisposeScope();
            var y = weights.matmul(randn(64, 1)).relu().sum();
            var gradient = autograd.grad([y], [weights])[0];
            weights.detach().sub_(gradient[.., 1..].sum() * 1e-6);
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Count_what_they_made_and_ended()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            ones(1);
            ones(1).DetachFromDisposeScope().Dispose();
        }
        ones(1).Dispose();
        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DisposedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.DisposedOutsideScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }
}
