using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>
/// Asks TMDB as bitmagnet does (bitmagnet contract §3): two requests at once, 20 a second with a burst of 5. A failed connection is retried
/// three times after 2 to 20 s, an error status is not.
/// </summary>
internal sealed class ModelTmdb(string address, string key) : IDisposable
{
    private const int Tries = 4;

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim two = new(2, 2);
    private readonly TokenBucketRateLimiter pace = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 5,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(50),
        QueueLimit = int.MaxValue,
        AutoReplenishment = true,
    });

    /// <summary>The first page of a search.</summary>
    /// <exception cref="HttpRequestException">TMDB did not answer it.</exception>
    public async Task<IReadOnlyList<ModelTitle>> SearchAsync(CatalogueKind kind, string title, int? year)
    {
        var (path, yearName) = kind == CatalogueKind.Tv ? ("tv", "first_air_date_year") : ("movie", "year");
        using var answer = await GetAsync($"search/{path}?query={Uri.EscapeDataString(title)}&include_adult=true{(year is null ? "" : $"&{yearName}={year}")}");
        return [.. answer.RootElement.GetProperty("results").EnumerateArray().Select(item => ModelTitle.Read(kind, item))];
    }

    /// <summary>The details of a title.</summary>
    /// <exception cref="HttpRequestException">TMDB did not answer it.</exception>
    public async Task<ModelTitle> DetailsAsync(ModelTitle title)
    {
        using var answer = await GetAsync(title.Kind == CatalogueKind.Tv ? $"tv/{title.Id}?append_to_response=external_ids" : $"movie/{title.Id}?");
        return ModelTitle.Read(title.Kind, answer.RootElement);
    }

    public void Dispose()
    {
        http.Dispose();
        two.Dispose();
        pace.Dispose();
    }

    private async Task<JsonDocument> GetAsync(string call)
    {
        await two.WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                using var slot = await pace.AcquireAsync();
                try
                {
                    using var response = await http.GetAsync(new Uri($"{address}/{call}&api_key={key}"));
                    response.EnsureSuccessStatusCode();
                    return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                }
                catch (Exception e) when (attempt < Tries && (e is TaskCanceledException || e is HttpRequestException { StatusCode: null }))
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Min(20, Math.Pow(2, attempt))));
                }
                catch (TaskCanceledException e)
                {
                    throw new HttpRequestException("TMDB did not answer in time.", e, (HttpStatusCode?)null);
                }
            }
        }
        finally
        {
            two.Release();
        }
    }
}
