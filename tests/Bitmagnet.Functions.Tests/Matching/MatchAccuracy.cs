namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>Counts of a run over labelled titles.</summary>
internal sealed class MatchAccuracy
{
    public int Right { get; private set; }

    public int Wrong { get; private set; }

    public int Missed { get; private set; }

    public int RightlyNone { get; private set; }

    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

    /// <summary>The share of right matches among names with an expected one.</summary>
    public double Recall(int expected) => expected == 0 ? 1 : (double)Right / expected;

    public void Add(string? expected, string? actual)
    {
        if (actual is null)
        {
            Missed += expected is null ? 0 : 1;
            RightlyNone += expected is null ? 1 : 0;
        }
        else if (actual == expected)
        {
            Right++;
        }
        else
        {
            Wrong++;
        }
    }
}
