namespace Akka.Configuration;

/// <summary>Replaces substitutions by what they name: the file's own values first, then the environment.</summary>
internal sealed class HoconResolver(HoconMap root)
{
    private readonly HashSet<HoconReference> _open = [];

    public HoconMap Resolve() => (HoconMap)Resolve(root);

    /// <summary>Null: an optional substitution found nothing, and the key is as if it were not there.</summary>
    private HoconNode Resolve(HoconNode node)
    {
        switch (node)
        {
            case HoconMap map:
                foreach (var (key, value) in map.Fields.ToList())
                {
                    if (Resolve(value) is { } resolved)
                        map.Fields[key] = resolved;
                    else
                        map.Fields.Remove(key);
                }
                return map;
            case HoconList list:
                var items = list.Items.Select(Resolve).Where(item => item != null).ToList();
                list.Items.Clear();
                list.Items.AddRange(items);
                return list;
            case HoconReference reference:
                return Look(reference);
            case HoconConcat concat:
                return Join(concat);
            case HoconDelayedMerge merge:
                return Resolve(merge.Later) is var later && later is not (null or HoconMap) ? later
                    : Resolve(merge.Earlier) is not { } earlier ? later
                    : later == null ? earlier : HoconNode.Merge(earlier, later);
            default:
                return node;
        }
    }

    private HoconNode Look(HoconReference reference)
    {
        if (reference.Prior != null)
            return Resolve(reference.Prior);
        if (!_open.Add(reference))
        {
            if (reference.Optional)
                return null;
            throw new ConfigurationException($"HOCON, line {reference.Line}: ${{{string.Join('.', reference.Path)}}} refers to itself");
        }
        try
        {
            HoconNode found = root;
            foreach (var key in reference.Path)
            {
                found = found is HoconUnresolved ? Resolve(found) : found;
                if (found is not HoconMap map || !map.Fields.TryGetValue(key, out found))
                {
                    found = null;
                    break;
                }
            }
            if (found != null)
                return Resolve(found);
        }
        finally
        {
            _open.Remove(reference);
        }
        var name = string.Join('.', reference.Path);
        if (Environment.GetEnvironmentVariable(name) is { } variable)
            return new HoconText(variable);
        return reference.Optional ? null
            : throw new ConfigurationException($"HOCON, line {reference.Line}: ${{{name}}} is defined neither here nor in the environment");
    }

    private HoconNode Join(HoconConcat concat)
    {
        var parts = concat.Parts.Select(Resolve).Where(part => part != null).ToList();
        var solid = parts.Where(part => part is not HoconText { IsSpace: true }).ToList();
        if (solid.Count == 0)
            return null;
        if (solid.TrueForAll(part => part is HoconMap))
            return solid.Aggregate(HoconNode.Merge);
        if (solid.TrueForAll(part => part is HoconList))
        {
            var joined = new HoconList();
            joined.Items.AddRange(solid.SelectMany(part => ((HoconList)part).Items));
            return joined;
        }
        if (solid.TrueForAll(part => part is HoconText))
            return new HoconText(string.Concat(parts.Select(part => ((HoconText)part).Value)).Trim());
        throw new ConfigurationException("HOCON: a value joins text with an object or a list");
    }
}
