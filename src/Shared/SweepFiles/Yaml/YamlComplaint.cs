namespace AdaSapSweep.Shared.SweepFiles.Yaml;

/// <summary>Says in plain words what the YAML parser says in its own.</summary>
internal static class YamlComplaint
{
    private static readonly (string Contains, string Plain)[] Table =
    [
        ("did not find expected key", "expected another 'key: value' here; check that it is indented like its neighbours"),
        ("could not find expected ':'", "expected ':' and a space after the key"),
        ("did not find expected '-' indicator", "expected another '- item' here; check that it is indented like its neighbours"),
        ("did not find expected ',' or ']'", "expected ',' or ']' in this list"),
        ("did not find expected ',' or '}'", "expected ',' or '}' in this block"),
        ("mapping values are not allowed", "a ':' is not expected here; quote the text, or check the indentation"),
        ("found invalid mapping", "a ':' is not expected here; quote the text, or check the indentation"),
        ("block sequence entries are not allowed", "a '- item' is not expected here; check the indentation"),
        ("unexpected end of stream", "a quote is opened and never closed"),
        ("found character that cannot start any token", "this character cannot start a value; put the value in quotes"),
        ("did not find expected node content", "expected a value here"),
        ("did not find expected <document start>", "expected the end of the file here; check the indentation"),
    ];

    public static string InPlainWords(string message)
    {
        foreach (var (contains, plain) in Table)
        {
            if (message.Contains(contains, StringComparison.OrdinalIgnoreCase)) return plain;
        }

        return $"this is not valid YAML: {message.TrimEnd('.')}";
    }
}
