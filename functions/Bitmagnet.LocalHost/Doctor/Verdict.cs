namespace Bitmagnet.LocalHost.Doctor;

/// <summary>The state of a part.</summary>
internal enum Verdict
{
    /// <summary>Nothing is wrong.</summary>
    Ok,

    /// <summary>It works, but a person should look.</summary>
    Look,

    /// <summary>It does not work.</summary>
    Wrong,
}
