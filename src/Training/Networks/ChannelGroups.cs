namespace AdaSapSweep.Training.Networks;

/// <summary>Reads the channel groups off a network's layers. Input channels and class rows are in no group: they are never cut.</summary>
internal static class ChannelGroups
{
    /// <returns>The groups in the order in which the layers first mention them: the order that breaks ties.</returns>
    public static IReadOnlyList<ChannelGroup> Of(IEnumerable<Layer> layers)
    {
        var members = new OrderedDictionary<string, List<GroupMember>>(StringComparer.Ordinal);
        foreach (var layer in layers)
            foreach (var (group, member) in MembersOf(layer))
            {
                if (!members.TryGetValue(group, out var list)) members.Add(group, list = []);
                list.Add(member);
            }
        return [.. members.Select(m => new ChannelGroup(m.Key, m.Value))];
    }

    private static IEnumerable<(string Group, GroupMember Member)> MembersOf(Layer layer) => layer switch
    {
        Convolution { Depthwise: true } conv => [(conv.OutGroup, new(conv.Weight, 0, MemberRole.Depthwise)), .. BiasOf(conv)],
        Convolution conv =>
        [
            .. conv.InGroup is null ? [] : Consumer(conv.InGroup, conv, 1),
            (conv.OutGroup, new(conv.Weight, 0, MemberRole.Producer)),
            .. BiasOf(conv),
        ],
        BatchNorm norm =>
        [
            (norm.Group, new(norm.Weight, 0, MemberRole.NormScale)),
            (norm.Group, new(norm.Shift, 0, MemberRole.NormShift)),
            (norm.Group, new(norm.RunningMean, 0, MemberRole.NormStatistic)),
            (norm.Group, new(norm.RunningVariance, 0, MemberRole.NormStatistic)),
        ],
        Linear linear =>
        [
            .. Consumer(linear.InGroup, linear, linear.ColumnsPerChannel),
            .. linear.OutGroup is null ? [] : HiddenRows(linear.OutGroup, linear),
        ],
        Addition or MaxPool or GlobalAverage or AdaptiveAverage or Dropout => [],
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "a layer of unknown kind"),
    };

    private static IEnumerable<(string Group, GroupMember Member)> BiasOf(Convolution conv) =>
        conv.Bias ? [(conv.OutGroup, new(conv.Shift, 0, MemberRole.ProducerBias))] : [];

    private static IEnumerable<(string Group, GroupMember Member)> Consumer(string group, WeightedLayer layer, int slices) =>
        [(group, new(layer.Weight, 1, MemberRole.Consumer, slices))];

    private static IEnumerable<(string Group, GroupMember Member)> HiddenRows(string group, WeightedLayer layer) =>
        [(group, new(layer.Weight, 0, MemberRole.Producer)), (group, new(layer.Shift, 0, MemberRole.ProducerBias))];
}
