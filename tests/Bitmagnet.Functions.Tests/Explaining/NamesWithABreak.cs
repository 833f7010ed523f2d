using System.Globalization;

namespace Bitmagnet.Functions.Tests.Explaining;

/// <summary>An endless list of release names with an action after the first few.</summary>
internal sealed class NamesWithABreak(int before, Func<Task> happens) : TextReader
{
    private int count;

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        if (count == before)
        {
            await happens();
        }

        return string.Create(CultureInfo.InvariantCulture, $"Some.Film.Number.{++count}.2001.1080p.BluRay");
    }
}
