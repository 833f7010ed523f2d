using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>One run of a function in progress.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TraceId">The id of the host's trace.</param>
/// <param name="Result">Its result, once it has ended.</param>
internal sealed record Invocation(string Id, string TraceId, Task<StatusResult> Result);
