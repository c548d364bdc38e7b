using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store.Columns;

/// <summary>A request as a kind and a JSON body. Another program may have written it, so it is read as text from outside.</summary>
internal static class RequestColumns
{
    public const int MostTrials = 100_000;

    /// <summary>In characters, of the body; the table has the same limit.</summary>
    public const int LongestBody = 8_000_000;

    private const string Cancel = "cancel";
    private const string Retry = "retry";
    private const string Apply = "apply";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="ArgumentException">The request is too large.</exception>
    public static (string Kind, string Body) ToColumns(SweepRequest request)
    {
        var (kind, body) = request switch
        {
            CancelTrials cancel => (Cancel, JsonSerializer.Serialize(new TrialsBody(cancel.Trials), Options)),
            RetryTrials retry => (Retry, JsonSerializer.Serialize(new TrialsBody(retry.Trials), Options)),
            ApplyFile apply => (Apply, JsonSerializer.Serialize(new FileBody(apply.FileText), Options)),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "has no column value"),
        };
        if (Problem(request, body.Length) is { } problem) throw new ArgumentException(problem, nameof(request));
        return (kind, body);
    }

    /// <exception cref="FormatException">Not a request; the message says why.</exception>
    public static SweepRequest FromColumns(string kind, string body)
    {
        try
        {
            SweepRequest request = kind switch
            {
                Cancel => new CancelTrials(Read<TrialsBody>(body).Trials),
                Retry => new RetryTrials(Read<TrialsBody>(body).Trials),
                Apply => new ApplyFile(Read<FileBody>(body).File),
                _ => throw new FormatException($"'{kind}' is no kind of request; expected {Cancel}, {Retry} or {Apply}"),
            };
            return Problem(request, body.Length) is { } problem ? throw new FormatException(problem) : request;
        }
        catch (JsonException error)
        {
            throw new FormatException($"the body of a request '{kind}' cannot be read: {error.Message}", error);
        }
    }

    private static T Read<T>(string body) => JsonSerializer.Deserialize<T>(body, Options) ?? throw new JsonException("it is null");

    private static string? Problem(SweepRequest request, int length) => request switch
    {
        CancelTrials { Trials.IsDefault: true } or RetryTrials { Trials.IsDefault: true } or ApplyFile { FileText: null } => "the request lacks what it is about",
        CancelTrials { Trials.Length: > MostTrials } or RetryTrials { Trials.Length: > MostTrials } =>
            FormattableString.Invariant($"a request names at most {MostTrials} trials; name none for all"),
        _ => length > LongestBody ? FormattableString.Invariant($"a request has at most {LongestBody} characters") : null,
    };

    private sealed record TrialsBody([property: JsonRequired] ImmutableArray<TrialId> Trials);

    private sealed record FileBody([property: JsonRequired] string File);
}
