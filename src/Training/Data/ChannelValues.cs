namespace AdaSapSweep.Training.Data;

/// <summary>One value for each of the three channels.</summary>
public readonly record struct ChannelValues(double Red, double Green, double Blue)
{
    public double[] ToArray() => [Red, Green, Blue];
}
