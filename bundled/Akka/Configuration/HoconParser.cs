using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Recursive descent over a <see cref="HoconReader"/>. Nesting is bounded, so that no file can exhaust the stack.</summary>
internal sealed class HoconParser(string text, Func<string, HoconRoot> include)
{
    private const int MaxDepth = 100;
    private readonly HoconReader _in = new(text);
    private int _depth;

    public HoconMap Parse()
    {
        var root = new HoconMap();
        _in.SkipSeparators(commas: true);
        if (_in.Peek() == '{')
        {
            _in.Take();
            Fields(root, [], closed: true);
            _in.SkipSeparators(commas: false);
            if (!_in.AtEnd)
                throw _in.Error("text after the closing brace");
        }
        else
        {
            Fields(root, [], closed: false);
        }
        return new HoconResolver(root).Resolve();
    }

    private void Fields(HoconMap map, string[] at, bool closed)
    {
        if (++_depth > MaxDepth)
            throw _in.Error($"nested deeper than {MaxDepth}");
        while (true)
        {
            _in.SkipSeparators(commas: true);
            if (_in.AtEnd)
            {
                if (closed)
                    throw _in.Error("an opening brace is not closed");
                break;
            }
            if (_in.Peek() == '}')
            {
                if (!closed)
                    throw _in.Error("'}' closes nothing");
                _in.Take();
                break;
            }
            if (_in.StartsWith("include") && char.IsWhiteSpace(_in.Peek(7)))
                Include(map);
            else
                Field(map, at);
        }
        _depth--;
    }

    private void Field(HoconMap map, string[] at)
    {
        var keys = _in.Path();
        string[] path = [.. at, .. keys];
        var append = _in.StartsWith("+=");
        var bare = _in.Peek() == '{';
        if (append)
            _in.Skip(2);
        else if (_in.Peek() is ':' or '=')
            _in.Take();
        else if (_in.Peek() != '{')
            throw _in.Error($"'{string.Join('.', keys)}' has no value; expected '=', ':' or '{{'");
        _in.SkipSeparators(commas: false);
        var value = Value(path);
        if (bare && _in.Peek() == ',')
            throw _in.Error($"a comma behind '{string.Join('.', keys)} {{ ... }}'; Akka.NET reads one only where '=' or ':' is written, so end the line instead");
        if (append)
        {
            var list = new HoconList();
            list.Items.Add(value);
            value = new HoconConcat([new HoconReference(path, optional: true, _in.Line), list]);
        }
        Set(map, keys, path, value);
    }

    private static void Set(HoconMap map, string[] keys, string[] path, HoconNode value)
    {
        for (var i = keys.Length - 1; i > 0; i--)
        {
            var outer = new HoconMap();
            outer.Fields[keys[i]] = value;
            if (value is HoconUnresolved)
            {
                // The prior value of a.b sits in the map that a already is.
                var prior = map.Find(keys);
                TellPrior(value, path, prior);
            }
            value = outer;
        }
        Put(map, keys[0], path, value);
    }

    private static void Put(HoconMap map, string key, string[] path, HoconNode value)
    {
        if (!map.Fields.TryGetValue(key, out var old))
        {
            map.Fields[key] = value;
        }
        else if (old is HoconMap a && value is HoconMap b)
        {
            foreach (var (k, v) in b.Fields)
                Put(a, k, path, v);
        }
        else
        {
            TellPrior(value, path, old);
            var mergeable = value is HoconUnresolved || (old is HoconUnresolved && value is HoconMap);
            map.Fields[key] = mergeable ? new HoconDelayedMerge(old, value) : value;
        }
    }

    private static void TellPrior(HoconNode value, string[] path, HoconNode prior)
    {
        if (value is HoconReference reference && reference.Path.SequenceEqual(path))
            reference.Prior ??= prior;
        else if (value is HoconConcat concat)
            concat.Parts.ForEach(part => TellPrior(part, path, prior));
    }

    private void Include(HoconMap map)
    {
        _in.Skip(7);
        _in.SkipBlanks();
        if (_in.Peek() != '"')
            throw _in.Error("include takes a quoted name");
        var name = _in.Quoted();
        if (include == null)
            throw _in.Error($"include \"{name}\" cannot be followed: this text was parsed without an include callback");
        foreach (var (key, value) in include(name).Map.Fields)
            Put(map, key, [key], value);
    }

    private HoconNode Value(string[] path)
    {
        var parts = new List<HoconNode>();
        while (true)
        {
            var blanks = _in.SkipBlanks();
            if (_in.AtEnd || _in.AtComment || _in.Peek() is '\n' or ',' or '}' or ']')
                break;
            if (blanks.Length > 0 && parts.Count > 0)
                parts.Add(new HoconText(blanks, isSpace: true));
            parts.Add(Part(path));
        }
        return parts switch
        {
            [] => throw _in.Error($"'{string.Join('.', path)}' has no value"),
            [var only] => only,
            _ => new HoconConcat(parts),
        };
    }

    private HoconNode Part(string[] path)
    {
        switch (_in.Peek())
        {
            case '{':
                _in.Take();
                var map = new HoconMap();
                Fields(map, path, closed: true);
                return map;
            case '[':
                _in.Take();
                return Items(path);
            case '"':
                return new HoconText(_in.Quoted());
            case '$':
                return Reference();
            default:
                var word = _in.Unquoted(inKey: false);
                return new HoconText(word == "null" ? null : word);
        }
    }

    private HoconList Items(string[] path)
    {
        if (++_depth > MaxDepth)
            throw _in.Error($"nested deeper than {MaxDepth}");
        var list = new HoconList();
        while (true)
        {
            _in.SkipSeparators(commas: true);
            if (_in.AtEnd)
                throw _in.Error("an opening bracket is not closed");
            if (_in.Peek() == ']')
            {
                _in.Take();
                _depth--;
                return list;
            }
            if (_in.Peek() == '}')
                throw _in.Error("'}' inside a list");
            list.Items.Add(Value(path));
        }
    }

    private HoconReference Reference()
    {
        var line = _in.Line;
        if (!_in.StartsWith("${"))
            throw _in.Error("'$' starts a substitution: ${path}");
        _in.Skip(2);
        var optional = _in.Peek() == '?';
        if (optional)
            _in.Take();
        var path = _in.Path();
        if (_in.Peek() != '}')
            throw _in.Error("a substitution is not closed");
        _in.Take();
        return new HoconReference(path, optional, line);
    }
}
