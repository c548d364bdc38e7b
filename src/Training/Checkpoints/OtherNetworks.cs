using System.Globalization;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>Names of the further networks of a file.</summary>
public static class OtherNetworks
{
    /// <summary>The network of the epoch that was best by validation.</summary>
    public const string Best = "best";

    /// <summary>The network of an epoch, from 1, at which a ticket settled.</summary>
    public static string OfEpoch(long epoch) => string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch}");

    /// <summary>Begins the names of their tensors in the file. Those of a network of its own never begin so.</summary>
    internal const string Prefix = "other.";

    /// <summary>Letters, digits, hyphens: a name is part of the tensors' names, up to the next dot.</summary>
    internal static string PrefixOf(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? $"{Prefix}{name}."
            : throw new ArgumentException($"'{name}' cannot be the name of a network in a file", nameof(name));
}
