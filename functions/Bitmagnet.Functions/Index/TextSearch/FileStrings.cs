namespace Bitmagnet.Functions.Index.TextSearch;

/// <summary>What bitmagnet takes into a search vector of a torrent's file paths: each path without what earlier ones said (bitmagnet contract §5 File strings).</summary>
internal static class FileStrings
{
    /// <summary>The strings, in the order of the paths; bytes of UTF-8 are compared, as bitmagnet does.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> paths)
    {
        var kept = new List<byte[]>();
        byte[] previous = [];
        foreach (var path in paths.Select(Encoding.UTF8.GetBytes).Order(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right))))
        {
            var shared = path.AsSpan().CommonPrefixLength(previous);
            if (shared == path.Length)
            {
                continue;
            }

            while (shared > 0 && IsWordByte(path[shared]))
            {
                shared--;
            }

            kept.Add(path[shared..]);
            previous = path;
        }

        for (var index = 0; index < kept.Count; index++)
        {
            var current = kept[index];
            var suffix = kept.Take(index).Select(earlier => CommonSuffixLength(current, earlier)).DefaultIfEmpty().Max();
            while (suffix > 0 && IsWordByte(current[^suffix]))
            {
                suffix--;
            }

            var text = Encoding.UTF8.GetString(current.AsSpan(0, current.Length - suffix)).Trim();
            if (text.Length > 0)
            {
                yield return text;
            }
        }
    }

    private static int CommonSuffixLength(byte[] left, byte[] right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    // bitmagnet looks at single bytes as if they were characters.
    private static bool IsWordByte(byte value) => char.IsLetter((char)value) || char.IsAsciiDigit((char)value);
}
