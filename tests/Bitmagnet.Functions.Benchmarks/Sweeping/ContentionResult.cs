namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>What came of it.</summary>
/// <param name="Finished">Jobs that workers finished.</param>
/// <param name="Lost">Jobs that nobody finished and that are in no state to be.</param>
/// <param name="Changed">Rows that the sweeps changed.</param>
/// <param name="Conflicts">Changes refused; such rows stay as they are.</param>
internal sealed record ContentionResult(int Finished, int Lost, long Changed, long Conflicts);
