using System.Text;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Benchmarks.Fuzz;

/// <summary>The entry point of a fuzzer (SharpFuzz: <c>Fuzzer.LibFuzzer.Run(ReleaseParserFuzz.Run)</c>); any exception is a finding.</summary>
public static class ReleaseParserFuzz
{
    /// <summary>Parses the bytes as UTF-8 and checks the result.</summary>
    /// <exception cref="InvalidOperationException">The result is invalid.</exception>
    public static void Run(ReadOnlySpan<byte> data)
    {
        var name = Encoding.UTF8.GetString(data);
        var release = ReleaseParser.Parse(name);
        if (release.Readings.Any(static reading => string.IsNullOrWhiteSpace(reading.Title))
            || release.Episodes.Keys.Except(release.Seasons).Any())
        {
            throw new InvalidOperationException("A reading has no title, or an episode no season.");
        }
    }
}
