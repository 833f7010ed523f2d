namespace Bitmagnet.Functions.Index;

/// <summary>What bitmagnet's unique index on active queue_jobs covers (bitmagnet contract §1 Versions, §2).</summary>
public enum FingerprintIndex
{
    /// <summary>(fingerprint, status): schemas 12 to 18.</summary>
    FingerprintAndStatus,

    /// <summary>(fingerprint): schema 19 on.</summary>
    Fingerprint,
}
