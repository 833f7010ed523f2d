namespace Bitmagnet.LocalHost;

/// <summary>The key that a caller of an HTTP function needs. LocalHost serves Anonymous, Function and Admin.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A user's token.</summary>
    User = 1,

    /// <summary>The function key, or the admin key.</summary>
    Function = 2,

    /// <summary>A system key.</summary>
    System = 3,

    /// <summary>The admin key.</summary>
    Admin = 4,
}
