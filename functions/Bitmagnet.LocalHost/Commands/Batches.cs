using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Repeats a bounded call until nothing is left.</summary>
internal static class Batches
{
    /// <summary>The sums of these counts over all answers.</summary>
    /// <param name="ask">Makes a call with the continuation of the previous answer; null: the first call.</param>
    /// <param name="counts">The names of the answer's numbers to add up.</param>
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

        return JsonSerializer.SerializeToElement(sums, CommandJson.Default.DictionaryStringInt64);
    }
}
