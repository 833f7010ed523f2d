namespace Bitmagnet.Functions.Index;

/// <summary>How the database knows this application.</summary>
public enum PostgresAuth
{
    /// <summary>By the password given, or by none.</summary>
    Password,

    /// <summary>By an Entra ID token of the process's identity (Azure Database for PostgreSQL).</summary>
    Entra,
}
