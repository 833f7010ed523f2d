// The container's health check: a chiselled image has no curl. Exit code 0 where the address answers with 2xx.
using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
try
{
    using var answer = await client.GetAsync(new Uri(args[0]));
    return answer.IsSuccessStatusCode ? 0 : 1;
}
catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
