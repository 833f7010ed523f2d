using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>One run of a function under way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TraceId">The trace that the host runs it in.</param>
/// <param name="Result">How it ended, once it has.</param>
internal sealed record Invocation(string Id, string TraceId, Task<StatusResult> Result);
