using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Shared.Tests.LocalSlots;

public sealed class AVisibleGpu
{
    [Theory]
    [InlineData("cuda:1", null, "1")]
    [InlineData("cuda:1", "", "1")]
    [InlineData("cuda:1", "4, 6", "6")]
    [InlineData("cuda:0", "GPU-8f1c,3", "GPU-8f1c")]
    [InlineData("cuda:2", "4,6", null)]
    [InlineData("cpu", null, null)]
    public void IsCalledByItsNumberAmongAll_WhateverIsVisible(string device, string? visible, string? id) => Assert.Equal(id, VisibleGpu.IdOf(device, visible));
}
