namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>Every version of bitmagnet's database that is supported (bitmagnet contract §1), for a test of each.</summary>
public sealed class EverySchema() : TheoryData<int>(BitmagnetSchema.Versions);
