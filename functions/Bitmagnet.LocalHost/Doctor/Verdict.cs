namespace Bitmagnet.LocalHost.Doctor;

/// <summary>How a part is.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but a person should look.</summary>
    Look,

    /// <summary>It does not work.</summary>
    Wrong,
}
