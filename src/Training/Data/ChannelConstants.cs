using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Data;

/// <summary>
/// Mean and standard deviation of each channel, which the network normalises with. Published constants of the training sets rather than
/// numbers measured on the images at hand: a network does not depend on how many of them are used, and pretrained weights fit.
/// </summary>
public static class ChannelConstants
{
    private static readonly (ChannelValues, ChannelValues) ImageNet = (new(0.485, 0.456, 0.406), new(0.229, 0.224, 0.225));

    /// <exception cref="ArgumentOutOfRangeException">Not a data set that is read from files.</exception>
    public static (ChannelValues Mean, ChannelValues Deviation) Of(string dataSet) => dataSet switch
    {
        DataSets.Cifar10 => (new(0.4914, 0.4822, 0.4465), new(0.2470, 0.2435, 0.2616)),
        DataSets.Cifar100 => (new(0.5071, 0.4865, 0.4409), new(0.2673, 0.2564, 0.2762)),
        DataSets.TinyImageNet or DataSets.ImageFolder => ImageNet,
        DataSets.Idx => (new(0.1307, 0.1307, 0.1307), new(0.3081, 0.3081, 0.3081)),
        _ => throw new ArgumentOutOfRangeException(nameof(dataSet), dataSet, "not a data set that is read from files"),
    };
}
