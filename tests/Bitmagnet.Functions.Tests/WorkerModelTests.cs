using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Tests;

/// <summary>The same sources compile against LocalHost and against the worker packages; these rules keep it so.</summary>
public sealed partial class WorkerModelTests
{
    private static readonly string Application = Path.Combine(FindRoot(), "functions", "Bitmagnet.Functions");

    [Fact]
    public void Sources_OutsideTriggersAndProgram_NameNoWorkerType()
    {
        var offenders = Sources()
            .Where(file => !file.StartsWith("Triggers" + Path.DirectorySeparatorChar, StringComparison.Ordinal) && file != "Program.cs")
            .Where(file => WorkerType().IsMatch(WithoutComments(File.ReadAllText(Path.Combine(Application, file)))))
            .ToArray();

        Assert.Empty(offenders);
    }

    [Fact]
    public void Sources_OfTriggers_NameThem()
    {
        // The pattern above would find nothing if it were wrong.
        var triggers = Sources().Where(file => file.StartsWith("Triggers", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(triggers);
        Assert.All(triggers.Where(file => File.ReadAllText(Path.Combine(Application, file)).Contains("[Function(", StringComparison.Ordinal)),
            file => Assert.Matches(WorkerType(), File.ReadAllText(Path.Combine(Application, file))));
    }

    [Fact]
    public void Sources_OfTheApplication_HaveNoConditionalCompilation() =>
        Assert.DoesNotContain(Sources(), file => Regex.IsMatch(File.ReadAllText(Path.Combine(Application, file)), @"(?m)^\s*#if\b"));

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Application, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Application, file))
        .Where(file => !file.StartsWith("bin" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !file.StartsWith("obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static string WithoutComments(string text) => Regex.Replace(text, @"//.*", "");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bitmagnet.Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\[Function\(|\bFunctionAttribute\b|\bQueueTrigger|\bTimerTrigger|\bHttpTrigger|\bAuthorizationLevel\b|\bTimerInfo\b|\bScheduleStatus\b|\bFunctionContext\b|\bFunctionsApplication|\bIFunctionsWorkerMiddleware\b|\bFunctionExecutionDelegate\b")]
    private static partial Regex WorkerType();
}
