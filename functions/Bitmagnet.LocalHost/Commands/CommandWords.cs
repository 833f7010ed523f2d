namespace Bitmagnet.LocalHost.Commands;

/// <summary>Adds the words that a person may leave out. Pure.</summary>
internal static class CommandWords
{
    private static readonly string[] OfTheRoot = ["--help", "-h", "-?", "--version", "-v"];

    /// <summary>
    /// The complete words. Options without a command belong to <c>run</c>, <c>jobs</c> alone lists jobs, <c>backfill</c> alone shows its status, and
    /// a release name may begin with a dash.
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
