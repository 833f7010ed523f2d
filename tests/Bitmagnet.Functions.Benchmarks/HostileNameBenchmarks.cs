using BenchmarkDotNet.Attributes;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Benchmarks;

/// <summary>Time and allocations for a megabyte of one repeated piece; each must stay under 50 ms.</summary>
[MemoryDiagnoser]
public class HostileNameBenchmarks
{
    private string _name = "";

    /// <summary>The repeated piece.</summary>
    [Params("S01E01", "S01-", "((((", "1999 ", " aka ", "E01-E9999 ", "第1", "www.", "7", "e\u0301", "Episode 1 a ", "[a][01]", "S01 / ")]
    public string Piece { get; set; } = "";

    /// <summary>Makes the name.</summary>
    [GlobalSetup]
    public void Setup() => _name = string.Concat(Enumerable.Repeat(Piece, 1_000_000 / Piece.Length));

    /// <summary>One parse.</summary>
    [Benchmark]
    public ReleaseName Parse() => ReleaseParser.Parse(_name);
}
