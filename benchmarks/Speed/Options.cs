using System.Globalization;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>What is asked for on the command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: speed-benchmarks [--check] [--quick] [--rows WORD,...] [--networks NAME,...] [--without PATH,...] [--threads N] [--rounds N] [--seconds S]
                                [--device cpu|cuda] [--python FILE] [--markdown FILE] [--json FILE]
               speed-benchmarks sweep FILE [FLAGS of adasap run and plan]
               speed-benchmarks packing [--copies N] [--device cpu|cuda:N] [--network NAME] [--epochs N] [--images N] [--batch N] [--rounds N]
        """;

    /// <summary>Compare what both sides compute instead of their times.</summary>
    public bool Check { get; private set; }

    /// <summary>A smoke run of about a minute: its figures mean little.</summary>
    public bool Quick { get; private set; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Rows { get; private set; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Networks { get; private set; }

    /// <summary>Fast paths of ours that are switched off in all rows.</summary>
    public IReadOnlyList<string> Without { get; private set; } = [];

    public int Threads { get; private set; } = Environment.ProcessorCount;

    /// <summary>Turns that each side takes.</summary>
    public int Rounds { get; private set; } = 9;

    /// <summary>About how long a turn is; at least three steps, or one that takes long.</summary>
    public double Seconds { get; private set; } = 1;

    public string Device { get; private set; } = "cpu";

    public string Python { get; private set; } = "/usr/bin/python3";

    public string? Markdown { get; private set; }

    public string? Json { get; private set; }

    /// <exception cref="FormatException">A word is not known, or a value is missing or no number.</exception>
    public static Options Of(string[] words)
    {
        var options = new Options();
        for (var i = 0; i < words.Length; i++)
        {
            string Value() => ++i < words.Length ? words[i] : throw new FormatException($"'{words[i - 1]}' has a value");
            int Number() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : throw new FormatException($"'{words[i]}' is no whole number above 0");
            switch (words[i])
            {
                case "--check": options.Check = true; break;
                case "--quick": (options.Quick, options.Rounds, options.Seconds, options.Networks) = (true, 3, .2, ["resnet8"]); break;
                case "--rows": options.Rows = Value().Split(','); break;
                case "--networks": options.Networks = Value().Split(','); break;
                case "--without": options.Without = Value().Split(','); break;
                case "--threads": options.Threads = Number(); break;
                case "--rounds": options.Rounds = Number(); break;
                case "--seconds": options.Seconds = double.Parse(Value(), CultureInfo.InvariantCulture); break;
                case "--device": options.Device = Value(); break;
                case "--python": options.Python = Value(); break;
                case "--markdown": options.Markdown = Value(); break;
                case "--json": options.Json = Value(); break;
                default: throw new FormatException($"'{words[i]}' is not known");
            }
        }
        Known(options.Networks, StepMethods.Networks);
        Known(options.Rows, [.. RowNames.OfNetworks, RowNames.Switches, RowNames.Precision, .. RowNames.Single]);
        Known(options.Without, [.. Switches.All.Select(s => s.Name)]);
        return options;
    }

    private static void Known(IReadOnlyList<string>? asked, IReadOnlyList<string> known)
    {
        if (asked?.Except(known).FirstOrDefault() is { } other) throw new FormatException($"'{other}' is none of {string.Join(", ", known)}");
    }
}
