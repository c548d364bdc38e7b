using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The OTEL_* variables can be read, and what they name answers.</summary>
internal sealed class TelemetryCheck : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public string Name => "telemetry";

    public async Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop)
    {
        var variables = new OtlpVariables(machine.Environment);
        List<Finding> findings = [.. variables.Problems().Select(problem => Finding.Problem(problem, $"unset {problem[..problem.IndexOfAny(['=', ' '])]}, or set it right (docs/operations.md)"))];
        // What was told to be wrong need not be asked whether it answers.
        if (findings.Count > 0) return findings;
        foreach (var target in variables.Targets()) findings.Add(await Ask(target, stop));
        return findings.Count > 0 ? findings : [Finding.Ok("no OTLP endpoint is set: spans go to files beside the store, for 'adasap trace'")];
    }

    private static async Task<Finding> Ask(OtlpTarget target, CancellationToken stop)
    {
        var name = $"{target.Signal} to {target.Endpoint.GetLeftPart(UriPartial.Path)}";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        try
        {
            // gRPC needs more than a socket to be spoken; that somebody listens is what can be told cheaply.
            return (target.IsGrpc ? await Connect(target.Endpoint, deadline.Token) : await Post(target.Endpoint, deadline.Token)) is { } problem
                ? Wrong(name, problem)
                : Finding.Ok($"{name}: {(target.IsGrpc ? "somebody listens" : "taken")}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Wrong(name, string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:N0} s"));
        }
        catch (Exception error) when (error is SocketException or HttpRequestException)
        {
            return Wrong(name, (error.InnerException as SocketException ?? error).Message);
        }
    }

    /// <summary>A sweep runs all the same, and its spans are lost.</summary>
    private static Finding Wrong(string name, string problem) =>
        Finding.Warning($"{name}: {problem}", "start the backend (docs/operations.md), or: unset OTEL_EXPORTER_OTLP_ENDPOINT");

    private static async Task<string?> Connect(Uri endpoint, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, stop);
        return null;
    }

    /// <summary>An export of nothing: no byte at all, which every backend takes.</summary>
    private static async Task<string?> Post(Uri endpoint, CancellationToken stop)
    {
        using var client = new HttpClient();
        using var nothing = new ByteArrayContent([]);
        nothing.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await client.PostAsync(endpoint, nothing, stop);
        // Headers of the user's may be what it asks for, and they are not sent from here.
        return answer.IsSuccessStatusCode || (int)answer.StatusCode is 401 or 403 ? null : string.Create(CultureInfo.InvariantCulture, $"it answers {(int)answer.StatusCode} {answer.ReasonPhrase}");
    }
}
