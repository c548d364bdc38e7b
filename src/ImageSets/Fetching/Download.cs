using System.Net;
using System.Net.Http.Headers;

namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>Brings one file from a web server: goes on where an earlier attempt ended, gives up connections that stall, tries again with growing pauses.</summary>
internal sealed class Download(HttpClient client, FetchSettings settings, Action<FetchProgress> progress)
{
    /// <summary>More than ImageNet: a server that never ends must not fill every disk.</summary>
    private const long MostBytes = 1L << 39;

    private const int BufferBytes = 1 << 16;

    /// <param name="target">Its name is given when all is there; before, the file has <c>.part</c> behind it.</param>
    /// <exception cref="FetchException">The server refuses, or attempts are used up; what has arrived stays for the next time.</exception>
    public async Task RunAsync(Uri from, string target, CancellationToken stop)
    {
        var partial = new PartialFile(target);
        partial.Open(from);
        var (furthest, inVain) = (partial.Length, 0);
        while (true)
        {
            string problem;
            try
            {
                await AttemptAsync(from, partial, stop);
                partial.Finish();
                return;
            }
            catch (TransferException error)
            {
                problem = error.Message;
            }
            inVain = partial.Length > furthest ? 0 : inVain + 1;
            furthest = Math.Max(furthest, partial.Length);
            if (inVain >= settings.Attempts) throw new FetchException($"'{from}': {problem}; gave up after {inVain} attempts that brought nothing new, the same command goes on");
            await Task.Delay(settings.BackOff * Math.Pow(2, Math.Max(0, inVain - 1)), settings.Time, stop);
        }
    }

    private async Task AttemptAsync(Uri from, PartialFile partial, CancellationToken stop)
    {
        using var patience = new Patience(settings, stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        if (partial.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(partial.Length, null);
            if (partial.Mark is { } mark) request.Headers.TryAddWithoutValidation("If-Range", mark);
        }
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (IsWhole(response, partial)) return;
            var offset = Begin(from, response, partial);
            if (partial.Whole > MostBytes) throw new FetchException($"'{from}' has {partial.Whole} bytes; at most {MostBytes} are fetched");
            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            await AppendAsync(body, partial, offset, patience);
        }
        catch (HttpRequestException error)
        {
            throw new TransferException(error.Message, error);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new TransferException($"nothing came for {settings.Stall.TotalSeconds:0.#} s", error);
        }
    }

    /// <summary>A server says so by refusing the range that would begin at the end.</summary>
    private static bool IsWhole(HttpResponseMessage response, PartialFile partial)
    {
        if (response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable) return false;
        if (partial.Length > 0 && response.Content.Headers.ContentRange?.Length == partial.Length) return true;
        partial.Delete();
        throw new TransferException("the server has fewer bytes than had arrived; beginning anew");
    }

    /// <returns>Where in the file the body begins.</returns>
    private static long Begin(Uri from, HttpResponseMessage response, PartialFile partial)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (partial.Length > 0 && range?.From == partial.Length && (partial.Whole is null || range.Length is null || range.Length == partial.Whole)) return partial.Length;
            partial.Delete();
            throw new TransferException("the server sent another part than was asked for; beginning anew");
        }
        if ((int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
            throw new TransferException($"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})");
        if (response.StatusCode != HttpStatusCode.OK) throw new FetchException($"'{from}': the server answered {(int)response.StatusCode} ({response.ReasonPhrase})");
        // A weak mark says that versions mean the same, not that their bytes are the same.
        var mark = response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : response.Content.Headers.LastModified?.ToString("R");
        partial.Begin(from, mark, response.Content.Headers.ContentLength);
        return 0;
    }

    private async Task AppendAsync(Stream body, PartialFile partial, long offset, Patience patience)
    {
        await using var file = new FileStream(partial.Path, FileMode.Append, FileAccess.Write, FileShare.Read, BufferBytes);
        var buffer = new byte[BufferBytes];
        var done = offset;
        while (true)
        {
            patience.Renew();
            int read;
            try
            {
                read = await body.ReadAsync(buffer, patience.Token);
            }
            catch (IOException error)
            {
                throw new TransferException(error.Message, error);
            }
            if (read == 0) break;
            done += read;
            if (done > MostBytes) throw new FetchException($"more than {MostBytes} bytes came");
            await file.WriteAsync(buffer.AsMemory(0, read), patience.Token);
            progress(new("downloading", done, partial.Whole));
        }
        if (partial.Whole is { } whole && done != whole) throw new TransferException($"the connection ended after {done} of {whole} bytes");
    }
}
