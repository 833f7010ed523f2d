using System.Diagnostics.CodeAnalysis;

namespace Bitmagnet.Functions.Index;

/// <summary>A torrent's info hash: 20 bytes, written as 40 lower-case hexadecimal characters.</summary>
public readonly record struct InfoHash : IComparable<InfoHash>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 20;

    private readonly string? hex;

    private InfoHash(string hex) => this.hex = hex;

    /// <summary>40 lower-case hexadecimal characters.</summary>
    public string Hex => hex ?? throw new InvalidOperationException("The default InfoHash has no value.");

    /// <summary>Reads 40 hexadecimal characters of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out InfoHash infoHash)
    {
        var valid = text is { Length: Size * 2 } && text.All(char.IsAsciiHexDigit);
        infoHash = valid ? new InfoHash(text!.ToLowerInvariant()) : default;
        return valid;
    }

    /// <summary>Reads 40 hexadecimal characters of either case.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static InfoHash Parse(string text) =>
        TryParse(text, out var infoHash) ? infoHash : throw new FormatException($"'{text}' is not an info hash of 40 hexadecimal characters.");

    /// <summary>The hash in the 20 bytes that bitmagnet's bytea columns hold.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 20 bytes long.</exception>
    public static InfoHash FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new InfoHash(Convert.ToHexStringLower(bytes))
        : throw new ArgumentException($"An info hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The 20 bytes, as bitmagnet's bytea columns hold them.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Hex);

    /// <inheritdoc/>
    public int CompareTo(InfoHash other) => string.CompareOrdinal(hex, other.hex);

    /// <inheritdoc/>
    public override string ToString() => hex ?? "";
}
