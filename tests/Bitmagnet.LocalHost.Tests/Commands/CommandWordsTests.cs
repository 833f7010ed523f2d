using Bitmagnet.LocalHost.Commands;

namespace Bitmagnet.LocalHost.Tests.Commands;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("", "run")]
    [InlineData("--port|0", "run|--port|0")]
    [InlineData("-p|80|--exit-when-drained", "run|-p|80|--exit-when-drained")]
    [InlineData("--port|0|--help", "run|--port|0|--help")]
    [InlineData("run|--port|0", "run|--port|0")]
    [InlineData("--help", "--help")]
    [InlineData("-h", "-h")]
    [InlineData("-?", "-?")]
    [InlineData("--version", "--version")]
    [InlineData("jobs", "jobs|list")]
    [InlineData("jobs|--help", "jobs|--help")]
    [InlineData("backfill", "backfill|status")]
    [InlineData("explain|A.Name.1999", "explain|A.Name.1999")]
    [InlineData("explain|--json|--match", "explain|--json|--match")]
    [InlineData("explain|-h", "explain|-h")]
    [InlineData("explain|-={Group}=- A Name 1999", "explain|--|-={Group}=- A Name 1999")]
    [InlineData("explain|-={Group}=- A Name 1999|--match", "explain|--match|--|-={Group}=- A Name 1999")]
    [InlineData("explain|--|--Odd.Name", "explain|--|--Odd.Name")]
    public void Complete_OfWhatAPersonWrites_NamesTheCommand(string words, string expected) =>
        Assert.Equal(expected.Split('|'), CommandWords.Complete(words.Split('|', StringSplitOptions.RemoveEmptyEntries)));
}
