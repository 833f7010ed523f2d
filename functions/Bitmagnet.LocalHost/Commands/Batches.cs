using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Runs a bounded call until nothing is left.</summary>
internal static class Batches
{
    /// <summary>The sums of the named counts.</summary>
    /// <param name="ask">Asks, with the continuation of the answer before; null: the first.</param>
    /// <param name="counts">Names of numbers in the answer.</param>
    public static async Task<JsonElement> SumAsync(Func<string?, Task<JsonElement>> ask, params string[] counts)
    {
        var sums = counts.ToDictionary(count => count, _ => 0L);
        string? continuation = null;
        do
        {
            var answer = await ask(continuation);
            foreach (var count in counts)
            {
                sums[count] += answer.At(count)?.GetInt64() ?? 0;
            }

            continuation = answer.At("continuation")?.GetString();
        }
        while (continuation is not null);

        return JsonSerializer.SerializeToElement(sums);
    }
}
