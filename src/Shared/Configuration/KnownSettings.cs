using AdaSapSweep.Shared.SweepFiles.Checking;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AdaSapSweep.Shared.Configuration;

/// <summary>A misspelt setting would be passed over in silence; so a user's file is held against the shipped ones. What is under <c>akka</c> is Akka's.</summary>
public static class KnownSettings
{
    private const string Own = "adasap";

    /// <summary>The full names of all settings under <c>adasap</c>.</summary>
    public static IEnumerable<string> Names(Config config) =>
        config.Root?.GetObject() is { } root && root.Items.TryGetValue(Own, out var own) ? Leaves(Own, own) : [];

    /// <exception cref="HoconFileException">The file has settings that no shipped file has; the message lists all of them.</exception>
    public static void Check(Config user, string file, IEnumerable<Config> shipped)
    {
        var known = shipped.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        var problems = Names(user).Where(name => !known.Contains(name)).Select(name => Problem(name, known)).ToList();
        if (problems.Count > 0) throw new HoconFileException($"{file}: {string.Join("; ", problems)}");
    }

    private static string Problem(string name, HashSet<string> known)
    {
        var meant = NearestWord.Of(LastPart(name), known.Select(LastPart).Distinct());
        return meant is null
            ? $"there is no setting {name}; the files in hocon/ list them all"
            : $"there is no setting {name}; did you mean {string.Join(" or ", known.Where(k => LastPart(k) == meant).Order(StringComparer.Ordinal))}?";
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static IEnumerable<string> Leaves(string name, HoconValue value) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Leaves($"{name}.{item.Key}", item.Value))
        : [name];
}
