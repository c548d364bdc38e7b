using System.Globalization;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>The network at which the ticket of one sparsity settled, in the file of a search for several.</summary>
internal static class TicketNetwork
{
    /// <exception cref="InvalidDataException">The search was not for this sparsity, or the file is damaged.</exception>
    public static Network Read(string path, double sparsity, Device device)
    {
        if (!NetworkFile.NotesOf(path).TryGetValue(FileNotes.TicketOf(sparsity), out var name))
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the parent's search was not for a sparsity of {sparsity}"));
        return name == FileNotes.Own
            ? NetworkFile.Read(path, device)
            : NetworkFile.ReadOther(path, name, device) ?? throw new InvalidDataException($"the parent's file does not hold its network '{name}'");
    }

    /// <param name="notes">Of the search's file.</param>
    /// <param name="sparsity">Null: the file's own network is taken, at the cost of the whole search.</param>
    /// <returns>What the ticket cost, as a share of the search.</returns>
    public static double ShareOf(IReadOnlyDictionary<string, string> notes, double? sparsity) =>
        sparsity is { } watched && double.TryParse(notes.GetValueOrDefault(FileNotes.ShareOf(watched)), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : 1;
}
