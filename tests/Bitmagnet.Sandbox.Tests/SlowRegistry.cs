using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bitmagnet.Sandbox.Tests;

/// <summary>
/// A repository with two packages in a loopback registry that does not answer before <see cref="Answer"/>. npm hangs in the middle of its
/// work, and <see cref="Gone"/> tells when it ends.
/// </summary>
internal sealed class SlowRegistry : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool answers;

    private SlowRegistry(WebApplication app) => this.app = app;

    /// <summary>The repository's root.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("bitmagnet-npm-").FullName;

    /// <summary>The folder for npm's cache and logs, which are usually in the user's folder.</summary>
    public string UserFolder => Path.Combine(Root, "user");

    /// <summary>Completes once npm asks for a package.</summary>
    public Task Asked => asked.Task;

    /// <summary>Completes once an npm that asked has ended.</summary>
    public Task Gone => gone.Task;

    /// <summary>Answers npm from now on.</summary>
    public void Answer() => answers = true;

    public static async Task<SlowRegistry> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var registry = new SlowRegistry(builder.Build());
        registry.app.Run(registry.AnswerAsync);
        await registry.app.StartAsync(cancellationToken);
        var url = registry.app.Urls.First();
        var postgres = $"@embedded-postgres/{NpmPackages.RuntimeId}";
        await registry.WriteAsync(".npmrc", $"registry={url}/\ncache={registry.UserFolder}/_cache\nlogs-dir={registry.UserFolder}/_logs\n");
        var dependencies = $$"""{ "azurite": "1.0.0", "{{postgres}}": "1.0.0" }""";
        await registry.WriteAsync("package.json", $$"""{ "name": "slow", "dependencies": {{dependencies}} }""");
        await registry.WriteAsync("package-lock.json",
            $$"""
            { "name": "slow", "lockfileVersion": 3, "requires": true, "packages": {
              "": { "name": "slow", "dependencies": {{dependencies}} },
              "node_modules/azurite": { "version": "1.0.0", "resolved": "{{url}}/azurite.tgz" },
              "node_modules/{{postgres}}": { "version": "1.0.0", "resolved": "{{url}}/postgres.tgz" } } }
            """);
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Root, name), text);

    private async Task AnswerAsync(HttpContext context)
    {
        if (!answers)
        {
            asked.TrySetResult();
            var ended = new TaskCompletionSource();
            await using var _ = context.RequestAborted.Register(ended.SetResult);
            await ended.Task;
            gone.TrySetResult();
            return;
        }

        await context.Response.Body.WriteAsync(context.Request.Path == "/azurite.tgz"
            ? Archive("azurite", "dist/src/azurite.js")
            : Archive($"@embedded-postgres/{NpmPackages.RuntimeId}", "native/bin/postgres"));
    }

    private static byte[] Archive(string package, string file)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
        {
            Add("package.json", $$"""{ "name": "{{package}}", "version": "1.0.0" }""");
            Add(file, "");

            void Add(string name, string text) =>
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{name}") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) });
        }

        return stream.ToArray();
    }
}
