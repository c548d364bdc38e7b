namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>Reads OTLP's three export requests; field numbers are those of opentelemetry-proto 1.x.</summary>
public static class OtlpDecoder
{
    private delegate T ItemReader<out T>(ReadOnlySpan<byte> item, string service, string scope);

    public static IReadOnlyList<OtlpSpan> Spans(ReadOnlySpan<byte> request) => Items(request, ReadSpan);

    public static IReadOnlyList<OtlpMetric> Metrics(ReadOnlySpan<byte> request) => Items(request, (item, service, scope) =>
    {
        var (name, unit) = ("", "");
        for (var field = new WireReader(item); field.Next();)
        {
            if (field.Field == 1) name = field.Text;
            else if (field.Field == 3) unit = field.Text;
        }

        return new OtlpMetric(service, scope, name, unit);
    });

    public static IReadOnlyList<OtlpLog> Logs(ReadOnlySpan<byte> request) => Items(request, (item, service, _) =>
    {
        var (body, trace, span) = ("", "", "");
        for (var field = new WireReader(item); field.Next();)
        {
            if (field.Field == 5) body = OtlpAttributes.Value(field.Bytes) as string ?? "";
            else if (field.Field == 9) trace = field.Hex;
            else if (field.Field == 10) span = field.Hex;
        }

        return new OtlpLog(service, body, trace, span);
    });

    /// <summary>The three requests nest alike: resources hold scopes, and scopes hold the items as field 2.</summary>
    private static List<T> Items<T>(ReadOnlySpan<byte> request, ItemReader<T> read)
    {
        var items = new List<T>();
        for (var perResource = new WireReader(request); perResource.Next();)
        {
            var service = "";
            for (var resource = new WireReader(perResource.Bytes); resource.Next();)
            {
                if (resource.Field == 1) service = OtlpAttributes.Read(resource.Bytes, 1).GetValueOrDefault("service.name") as string ?? "";
                else if (resource.Field == 2) AddScope(resource.Bytes, service, read, items);
            }
        }

        return items;
    }

    private static void AddScope<T>(ReadOnlySpan<byte> message, string service, ItemReader<T> read, List<T> items)
    {
        var scope = "";
        for (var field = new WireReader(message); field.Next();)
        {
            if (field.Field == 1) scope = OtlpAttributes.Name(field.Bytes);
            else if (field.Field == 2) items.Add(read(field.Bytes, service, scope));
        }
    }

    private static OtlpSpan ReadSpan(ReadOnlySpan<byte> message, string service, string scope)
    {
        var (trace, id, parent, name) = ("", "", "", "");
        var (start, end, status) = (0UL, 0UL, 0);
        var events = new List<OtlpEvent>();
        var links = new List<OtlpLink>();
        for (var field = new WireReader(message); field.Next();)
        {
            switch (field.Field)
            {
                case 1: trace = field.Hex; break;
                case 2: id = field.Hex; break;
                case 4: parent = field.Hex; break;
                case 5: name = field.Text; break;
                case 7: start = field.Number; break;
                case 8: end = field.Number; break;
                case 11: events.Add(ReadEvent(field.Bytes)); break;
                case 13: links.Add(ReadLink(field.Bytes)); break;
                case 15: status = ReadStatus(field.Bytes); break;
            }
        }

        return new(service, scope, trace, id, parent, name, start, end, OtlpAttributes.Read(message, 9), events, links, status);
    }

    private static OtlpEvent ReadEvent(ReadOnlySpan<byte> message)
    {
        var (name, at) = ("", 0UL);
        for (var field = new WireReader(message); field.Next();)
        {
            if (field.Field == 1) at = field.Number;
            else if (field.Field == 2) name = field.Text;
        }

        return new(name, at, OtlpAttributes.Read(message, 3));
    }

    private static OtlpLink ReadLink(ReadOnlySpan<byte> message)
    {
        var (trace, span) = ("", "");
        for (var field = new WireReader(message); field.Next();)
        {
            if (field.Field == 1) trace = field.Hex;
            else if (field.Field == 2) span = field.Hex;
        }

        return new(trace, span);
    }

    private static int ReadStatus(ReadOnlySpan<byte> message)
    {
        var code = 0;
        for (var field = new WireReader(message); field.Next();)
        {
            if (field.Field == 3) code = (int)field.Number;
        }

        return code;
    }
}
