namespace Bitmagnet.Sandbox;

/// <summary>The versions of bitmagnet's database that the sandbox can create (bitmagnet contract §1).</summary>
public static class BitmagnetSchema
{
    /// <summary>The versions, oldest first.</summary>
    public static IReadOnlyList<int> Versions { get; } = [12, 15, 18, 19, 20];

    /// <summary>The statements that create a version in an empty database.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one of <see cref="Versions"/>.</exception>
    public static string Sql(int version) => Versions.Contains(version)
        ? string.Join('\n', Versions.TakeWhile(step => step <= version).Select(step => Resource.Text($"Schema/{step}.sql")))
        : throw new ArgumentOutOfRangeException(nameof(version), version, $"The sandbox knows the schemas {string.Join(", ", Versions)}.");
}
