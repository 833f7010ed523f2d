namespace Bitmagnet.Functions.Index;

/// <summary>A right that the user needs and does not have.</summary>
/// <param name="On">The table, or "SCHEMA name".</param>
/// <param name="Privilege">As in GRANT.</param>
internal sealed record MissingRight(string On, string Privilege);
