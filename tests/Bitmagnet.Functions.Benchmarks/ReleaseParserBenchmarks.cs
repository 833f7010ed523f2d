using BenchmarkDotNet.Attributes;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Benchmarks;

/// <summary>Time and allocations for usual and hostile names.</summary>
[MemoryDiagnoser]
public class ReleaseParserBenchmarks
{
    private string _hostile = "";

    /// <summary>Usual names of several shapes.</summary>
    [Params(
        "The.Matrix.1999.1080p.BluRay.x264-GRP",
        "[SubsPlease] Sousou no Frieren - 14 (1080p) [A1B2C3D4].mkv",
        "Во все тяжкие / Breaking Bad / Сезон: 1 / Серии: 1-8 из 10 [2008, США, WEB-DL 1080p]")]
    public string Name { get; set; } = "";

    /// <summary>Makes a megabyte of episode markers.</summary>
    [GlobalSetup]
    public void Setup() => _hostile = string.Concat(Enumerable.Repeat("S01E01-E2000.", 80_000));

    /// <summary>A usual name.</summary>
    [Benchmark]
    public ReleaseName Parse() => ReleaseParser.Parse(Name);

    /// <summary>A megabyte of markers.</summary>
    [Benchmark]
    public ReleaseName ParseHostile() => ReleaseParser.Parse(_hostile);
}
