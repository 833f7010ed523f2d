using System.Text.RegularExpressions;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The images: their sources, how they run, and where they listen.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Dockerfile = RepositoryFiles.Read("Dockerfile");
    private static readonly string FunctionsHost = RepositoryFiles.Read("deploy", "functions-host", "Dockerfile");

    public static TheoryData<string> Dockerfiles() => ["Dockerfile", "deploy/functions-host/Dockerfile"];

    [Fact]
    public void FinalImage_IsChiselledAndNotRoot()
    {
        var final = Dockerfile.Split("AS build")[1];

        Assert.Contains("noble-chiseled AS final", final, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", final, StringComparison.Ordinal);
        Assert.Contains("HEALTHCHECK", final, StringComparison.Ordinal);
        Assert.Contains("/api/health/live", final, StringComparison.Ordinal);
    }

    [Fact]
    public void FinalImage_RunsTheLocalHost()
    {
        Assert.Contains("RUN dotnet publish functions/Bitmagnet.LocalHost -c Release -a $TARGETARCH -o /app", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("""ENTRYPOINT ["/app/Bitmagnet.LocalHost"]""", Dockerfile, StringComparison.Ordinal);
        Assert.True(File.Exists(RepositoryFiles.FullPath("functions", "Bitmagnet.LocalHost", "Bitmagnet.LocalHost.csproj")));
    }

    [Fact]
    public void FinalImage_HasTheRuntimeOfTheHealthCheckAlone_SinceTheApplicationBringsItsOwn()
    {
        var published = RepositoryFiles.Read("functions", "Bitmagnet.LocalHost", "Bitmagnet.LocalHost.csproj");

        Assert.Contains("FROM mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled AS final", Dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("FrameworkReference", RepositoryFiles.Read("deploy", "healthcheck", "healthcheck.csproj"), StringComparison.Ordinal);
        Assert.Contains("<SelfContained>true</SelfContained>", published, StringComparison.Ordinal);
        Assert.Contains("<PublishTrimmed>true</PublishTrimmed>", published, StringComparison.Ordinal);
    }

    // Microsoft's way to several architectures: the SDK runs on the builder's, and cross-publishes.
    [Fact]
    public void Build_ForAnotherArchitecture_NeedsNoEmulation()
    {
        Assert.Contains("FROM --platform=$BUILDPLATFORM", Dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("RUN ", Dockerfile.Split("AS final")[1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Build_HasEveryFileThatItReads(string dockerfile)
    {
        var copied = Copied(dockerfile).ToArray();

        Assert.All(
            (string[])[".editorconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "host.json", "functions"],
            file => Assert.Contains(file, copied));
        Assert.All(
            ProjectFile().Matches(string.Concat(Directory.EnumerateFiles(RepositoryFiles.FullPath("functions"), "*.csproj", SearchOption.AllDirectories).Select(File.ReadAllText)))
                .Select(match => match.Groups[1].Value)
                .Where(file => file != "local.settings.json"), // a developer's own, if there is one
            file => Assert.Contains(file, copied));
        Assert.DoesNotContain(RepositoryFiles.Read(".dockerignore").Split('\n'), line => copied.Contains(line.TrimEnd('/')));
        Assert.All(copied, source => Assert.True(Path.Exists(RepositoryFiles.FullPath(source)), source));
    }

    [Fact]
    public void Image_ListensOnEveryAddressAtThePortThatIsPublishedAndProbed()
    {
        Assert.Contains("ASPNETCORE_URLS=http://+:7071", Dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("\"--port\"", Dockerfile, StringComparison.Ordinal); // it would bind loopback alone
        Assert.Contains("EXPOSE 7071", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("http://localhost:7071/api/health/live", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionsHost_Image_IsTheOfficialOneWithThePublishedApp()
    {
        Assert.Contains("mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0", FunctionsHost, StringComparison.Ordinal);
        Assert.Contains("dotnet publish functions/Bitmagnet.Functions -c Release -o /home/site/wwwroot", FunctionsHost, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsScriptRoot=/home/site/wwwroot", FunctionsHost, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsSecretStorageType=files", FunctionsHost, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Copied(string dockerfile) => RepositoryFiles.Read(dockerfile.Split('/')).Split('\n')
        .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ')[1..^1]);

    [GeneratedRegex(@"\.\./\.\./([\w.-]+)")]
    private static partial Regex ProjectFile();
}
