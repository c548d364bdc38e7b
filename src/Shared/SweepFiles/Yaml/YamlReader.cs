using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Checking;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AdaSapSweep.Shared.SweepFiles.Yaml;

/// <summary>
/// Reads YAML events into nodes with positions. Built from events, not from the representation model, because that one
/// gives up at the first key given twice and follows aliases, which can blow up a small file.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 16;

    private readonly Parser _parser;
    private readonly ErrorList _errors;

    private YamlReader(string text, ErrorList errors)
    {
        _parser = new Parser(new StringReader(text));
        _errors = errors;
    }

    /// <summary>The one document of the text; null when it has none or its syntax is broken.</summary>
    public static YamlNode? Read(string text, ErrorList errors)
    {
        var before = errors.Count;
        YamlText.CheckCharacters(text, errors);
        if (errors.Count > before) return null;
        var reader = new YamlReader(text, errors);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            errors.Add(Position(error.Start), YamlComplaint.InPlainWords(error.Message));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet 16 throws this, without a place, at a ':' after an unclosed bracket.
            errors.Add(Position(reader._parser.Current?.End ?? Mark.Empty), "expected ',' or a closing bracket after this");
            return null;
        }
        catch (TooDeepException error)
        {
            errors.Add(error.At, $"nested more than {MaxDepth} deep");
            return null;
        }
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _errors.Add(SourcePosition.Start, "the file is empty; it needs at least 'name', 'data' and 'grids'");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node(depth: 0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<DocumentStart>(out var second) ? Refuse(Position(second.Start), "a second document starts here; a sweep file is one document") : root;
    }

    private YamlNode Node(int depth)
    {
        var at = Position(_parser.Current?.Start ?? Mark.Empty);
        if (depth > MaxDepth) throw new TooDeepException(at);
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Refuse(at, $"alias '*{alias.Value}' is not supported; write the value out");
        var anchored = CheckProperties(at);
        YamlNode node =
            _parser.TryConsume<Scalar>(out var scalar) ? new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, at)
            : _parser.TryConsume<SequenceStart>(out _) ? new YamlList(Items(depth), at)
            : Map(_parser.Consume<MappingStart>(), depth);
        return anchored ? new YamlRefused(at) : node;
    }

    private ImmutableArray<YamlNode> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return items.ToImmutable();
    }

    private YamlMap Map(MappingStart start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is YamlScalar scalar) entries.Add(new(scalar, value));
            else if (key is not YamlRefused) _errors.Add(key.At, "a key must be a word, not a list or a block");
        }

        return new(entries.ToImmutable(), Position(start.Start));
    }

    private bool CheckProperties(SourcePosition at)
    {
        if (_parser.Current is not NodeEvent properties) return false;
        if (!properties.Tag.IsEmpty) Refuse(at, $"tag '{properties.Tag.Value}' is not supported; write the plain value");
        if (properties.Anchor.IsEmpty) return !properties.Tag.IsEmpty;
        Refuse(at, $"anchor '&{properties.Anchor.Value}' is not supported; write the value out where it is needed");
        return true;
    }

    private YamlRefused Refuse(SourcePosition at, string message)
    {
        _errors.Add(at, message);
        return new(at);
    }

    private static SourcePosition Position(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private sealed class TooDeepException(SourcePosition at) : Exception("nested too deep")
    {
        public SourcePosition At { get; } = at;
    }
}
