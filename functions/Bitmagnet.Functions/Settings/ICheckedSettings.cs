namespace Bitmagnet.Functions.Settings;

/// <summary>Settings with rules beyond type and bounds.</summary>
internal interface ICheckedSettings
{
    /// <summary>What is wrong, each naming the setting and what is allowed, without a secret; empty where all is well.</summary>
    IEnumerable<string> Problems();
}
