using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// Robust Bird's search, for one ticket or for several side by side. Each sparsity has a rule of its own, which sees what it would see alone; the network of
/// the epoch at which it settled is kept, once for all that settled there.
/// </summary>
internal sealed class TicketSearch : IDisposable
{
    private const string MaskSection = "ticket";
    private const string SettledSection = "settled";
    private const string KeptSection = "kept";

    private readonly TicketSearchSettings _settings;
    private readonly EarlyBird[] _rules;

    /// <summary>By rule: the epoch, from 1; 0 while it has not settled.</summary>
    private readonly long[] _settledAt;

    /// <summary>By epoch; on the CPU.</summary>
    private readonly SortedDictionary<long, Network> _kept = [];

    /// <exception cref="ArgumentException">No sparsity to watch, or one outside [0, 1); a window below 2.</exception>
    public TicketSearch(TicketSearchSettings settings)
    {
        _settings = settings;
        double[] sparsities = settings is { Sparsities: { } several, Sparsity: null } ? [.. several] : [.. new[] { settings.Sparsity }.OfType<double>()];
        if (sparsities.Length == 0) throw new ArgumentException("a ticket search watches one sparsity or a list of them", nameof(settings));
        _rules = [.. sparsities.Select(sparsity => new EarlyBird(settings, sparsity))];
        _settledAt = new long[_rules.Length];
    }

    /// <summary>Every mask has settled.</summary>
    public bool Found => _settledAt.All(epoch => epoch > 0);

    /// <summary>In the order of the settings; the epoch is 0 where the mask has not settled.</summary>
    public IEnumerable<(double Sparsity, long Epoch)> Tickets => _rules.Zip(_settledAt, (rule, epoch) => (rule.Sparsity, epoch));

    /// <summary>Takes the network at the end of an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    /// <returns>The largest distance from a newest mask to an older one, of the masks that had not settled before.</returns>
    public double Observe(long epoch, Network network)
    {
        var values = TicketValues.Of(network, _settings.Ticket ?? TicketForms.Weights);
        var largest = 0.0;
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_settledAt[i] > 0) continue;
            _rules[i].Observe(values);
            largest = Math.Max(largest, _rules[i].Distances.Max());
            if (_rules[i].Found) _settledAt[i] = epoch;
        }
        // Where all have settled the search is over, and its own network is the ticket.
        if (!Found && _settledAt.Contains(epoch)) _kept.Add(epoch, Copy(network));
        return largest;
    }

    /// <summary>Adds what a checkpoint keeps of it, in the current dispose scope.</summary>
    public void Save(Dictionary<string, IReadOnlyDictionary<string, Tensor>> sections)
    {
        for (var i = 0; i < _rules.Length; i++)
            if (_settledAt[i] == 0) sections.Add(MasksOf(i), _rules[i].Masks.Select((flags, n) => (n, flags)).ToDictionary(m => $"{m.n:D6}", m => tensor(m.flags)));
        sections.Add(SettledSection, _settledAt.Select((epoch, i) => (epoch, i)).ToDictionary(s => $"{s.i:D6}", s => tensor(s.epoch, ScalarType.Int64)));
        foreach (var (epoch, network) in _kept) sections.Add(KeptAt(epoch), NetworkTensors.Of(network));
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It does not hold the networks of the masks that have settled.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        var settled = checkpoint.Section(SettledSection);
        for (var i = 0; i < _rules.Length; i++)
        {
            foreach (var (_, flags) in checkpoint.Section(MasksOf(i)).OrderBy(t => t.Key, StringComparer.Ordinal)) _rules[i].Push([.. flags.data<bool>()]);
            _settledAt[i] = settled.TryGetValue($"{i:D6}", out var epoch) ? epoch.item<long>() : _rules[i].Found ? checkpoint.Facts.EpochsDone : 0;
        }
        foreach (var epoch in _settledAt.Where(epoch => epoch > 0 && !(Found && epoch == checkpoint.Facts.EpochsDone)).Distinct())
            _kept.Add(epoch, NetworkTensors.Restore(checkpoint.Blueprint, checkpoint.Section(KeptAt(epoch)), CPU, ScalarType.Float32));
    }

    /// <summary>What the search's file holds beside its own network, where it was for several tickets.</summary>
    /// <param name="epochs">Done in all: their last network is the file's own.</param>
    public void AddTo(Dictionary<string, Network> others, Dictionary<string, string> notes, long epochs)
    {
        if (_settings.Sparsities is null) return;
        foreach (var (epoch, network) in _kept.Where(kept => kept.Key != epochs)) others.Add(OtherNetworks.OfEpoch(epoch), network);
        foreach (var (sparsity, epoch) in Tickets)
        {
            var isOwn = epoch == 0 || epoch == epochs;
            notes.Add(FileNotes.TicketOf(sparsity), isOwn ? FileNotes.Own : OtherNetworks.OfEpoch(epoch));
            notes.Add(FileNotes.ShareOf(sparsity), (isOwn ? 1 : (double)epoch / epochs).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    public void Dispose()
    {
        foreach (var network in _kept.Values) network.Dispose();
    }

    private static string MasksOf(int rule) => rule == 0 ? MaskSection : string.Create(CultureInfo.InvariantCulture, $"{MaskSection}.{rule}");

    private static string KeptAt(long epoch) => string.Create(CultureInfo.InvariantCulture, $"{KeptSection}.{epoch}");

    private static Network Copy(Network network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return NetworkTensors.Restore(network.Blueprint, NetworkTensors.Of(network), CPU, network.Type);
    }
}
