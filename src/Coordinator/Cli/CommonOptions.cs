using System.CommandLine;
using System.Globalization;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Flags and arguments that several verbs take, each made anew since a symbol belongs to one command.</summary>
internal static class CommonOptions
{
    public const string DefaultStore = ".adasap/store.db";

    public static Argument<string> SweepFile() => new("sweep") { Description = "The sweep file, as examples/quickstart.yaml" };

    public static Option<bool> Small() => new("--small") { Description = "The sweep that the file's block 'small' makes of it, as for a machine without a GPU" };

    public static Option<string> Store() => new("--store")
    {
        Description = "The store: one SQLite file that holds everything",
        DefaultValueFactory = _ => DefaultStore,
        HelpName = "FILE",
    };

    /// <summary>For commands that are shown: nothing where the store is that of the folder.</summary>
    public static string StoreFlag(string store) => Path.GetFullPath(store) == Path.GetFullPath(DefaultStore) ? "" : $" --store {ShellWord.Of(store)}";

    public static Option<string?> Data() => new("--data") { Description = "The folder of the data set's files; not needed for shapes", HelpName = "FOLDER" };

    public static Option<string?> Config() => new("--config") { Description = "A HOCON file whose values come before hocon/coordinator.conf", HelpName = "FILE" };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format") { Description = $"One of {string.Join(", ", formats)}", DefaultValueFactory = _ => formats[0], HelpName = "FORMAT" };
        option.CompletionSources.Add(formats);
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } asked && !formats.Contains(asked, StringComparer.Ordinal))
                result.AddError($"--format: '{asked}' is not known here; expected {string.Join(", ", formats)}");
        });
        return option;
    }

    public static Option<string?> Host(string description)
    {
        var option = new Option<string?>("--host") { Description = description, HelpName = "HOST" };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } host && Uri.CheckHostName(host) == UriHostNameType.Unknown) result.AddError($"--host: '{host}' is neither a name nor an address");
        });
        return option;
    }

    public static Option<string?> Sweep()
    {
        var option = new Option<string?>("--sweep") { Description = "Name of the sweep; the latest without it", HelpName = "NAME" };
        option.CompletionSources.Add(Completions.Sweeps);
        return option;
    }

    public static Option<bool> Plain() => new("--plain") { Description = "Plain lines also in a terminal, which gets a live view without it" };

    /// <summary>Seconds that a verb waits for the coordinator's answer.</summary>
    public static Option<int?> Wait()
    {
        var option = new Option<int?>("--wait") { Description = "Seconds to wait for a running coordinator's answer", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
        Within(option, 1, 86_400);
        return option;
    }

    /// <summary>Bounds a whole number. The text is looked at, since a value that cannot be parsed throws when it is asked for.</summary>
    public static void Within(Option<int?> option, int least, int most) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (!int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
                result.AddError($"{option.Name}: '{token.Value}' is not possible; expected a whole number from {least} to {most}");
        }
    });
}
