namespace Bitmagnet.Functions.Index;

/// <summary>One option of a DSN.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="MayBeShown">False: the name may be a piece of a password.</param>
internal sealed record PostgresDsnOption(string Key, string Value, bool MayBeShown);
