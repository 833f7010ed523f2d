namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>The result of a contention run.</summary>
/// <param name="Finished">Jobs that workers finished.</param>
/// <param name="Lost">Jobs that nobody has finished and nobody will.</param>
/// <param name="Changed">Rows that the sweeps changed.</param>
/// <param name="Conflicts">Refused changes; their rows stay as they are.</param>
internal sealed record ContentionResult(int Finished, int Lost, long Changed, long Conflicts);
