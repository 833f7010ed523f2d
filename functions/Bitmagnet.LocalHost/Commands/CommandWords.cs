namespace Bitmagnet.LocalHost.Commands;

/// <summary>Fills in the words that a person may leave out. Pure.</summary>
internal static class CommandWords
{
    private static readonly string[] OfTheRoot = ["--help", "-h", "-?", "--version", "-v"];

    /// <summary>
    /// The words with their command: options alone are those of <c>run</c>, <c>jobs</c> and <c>backfill</c> alone show something, and a release
    /// name that begins with a dash is a name.
    /// </summary>
    public static string[] Complete(string[] words) => words switch
    {
        [] => ["run"],
        [var only] when OfTheRoot.Contains(only) => words,
        [['-', ..], ..] => ["run", .. words],
        ["jobs"] => ["jobs", "list"],
        ["backfill"] => ["backfill", "status"],
        ["explain", .. var rest] when rest.Any(IsName) && !rest.Contains("--") => ["explain", .. rest.Where(word => !IsName(word)), "--", .. rest.Where(IsName)],
        _ => words,
    };

    private static bool IsName(string word) => word is ['-', not '-', _, ..];
}
