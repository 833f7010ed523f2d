namespace Bitmagnet.Functions.Releases;

/// <summary>Skips what stands in front of a title: site names, bracketed groups, stray technical words.</summary>
internal static class LeadingTags
{
    private static readonly WordSet Domains = new(
        "com net org tv to cc me info ru se in mx am xyz biz lol vip top club site online pro nl li ws pw eu fun st ag lt link world io co life love re is it sx cz fr world blue icu ai app wtf pw");

    /// <summary>The first word of the title, and whether a bracketed release group stood in front.</summary>
    public static (int Start, bool HasGroup) Skip(TokenizedName name, int count)
    {
        int at = 0;
        var hasGroup = false;
        while (at < count)
        {
            var next = SkipSite(name, at, count);
            if (next == at && name.OpensGroup(at) && name.Tokens[at].Bracket == '[')
            {
                next = name.GroupEnd(at);
                if (next == at + 1 && YearReader.IsYear(name.Number(at)) && HasWords(name, next, count, isSite: false))
                {
                    // "[2019] Joker": no group, but the year.
                    break;
                }

                var isSite = IsSite(name, at, next);
                if (next >= count || !HasWords(name, next, count, isSite))
                {
                    break;
                }

                hasGroup |= !isSite;
            }
            else if (next == at && name.Word(at) is "مسلسل" or "فيلم" or "انمي" or "أنمي" && at + 1 < count)
            {
                // Arabic names begin with "series" or "film".
                next = at + 1;
            }
            else if (next == at && Vocabulary.Of(name, at) is Mark.Noise && at + 1 < count && !name.OpensGroup(at + 1) && !YearReader.IsYear(name.Number(at + 1)))
            {
                next = at + 1;
            }

            if (next == at || next >= count)
            {
                break;
            }

            at = next;
        }

        return (at, hasGroup);
    }

    /// <summary>Whether a word outside brackets that may belong to a title follows. A year alone is one only behind a site: "[REC] 2007 1080p".</summary>
    private static bool HasWords(TokenizedName name, int from, int count, bool isSite)
    {
        for (var i = from; i < count; i++)
        {
            if (name.Tokens[i].Bracket == '[')
            {
                continue;
            }

            var isLast = i + 1 >= count || Vocabulary.Of(name, i + 1) == Mark.Noise;
            return !(YearReader.IsYear(name.Number(i)) && (name.Tokens[i].Bracket == '(' || (isLast && !isSite))) && Vocabulary.Of(name, i) is not Mark.Noise
                && !MarkerScan.IsMarker(name, i);
        }

        return false;
    }

    private static bool IsSite(TokenizedName name, int from, int to)
    {
        for (var i = from; i + 1 < to; i++)
        {
            if (name.Gap(i + 1) is "." && Domains.Contains(name.Word(i + 1)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Steps over "www.site.com - ", "site.com_", "@site.com".</summary>
    private static int SkipSite(TokenizedName name, int at, int count)
    {
        var www = at;
        while (www < count && www < at + 2 && name.Word(www) is not "www")
        {
            www++;
        }

        if (name.Word(www) is "www" && (www == at || Tokenizer.Family(name.Word(at)[0]) == 2))
        {
            // "www.site.anything - ": what the dots join is the site's name, whatever it ends in.
            var end = www + 1;
            while (end < count && end <= www + 4 && name.Gap(end) is ".")
            {
                end++;
            }

            if (end > www + 2 && end < count && name.Gap(end).Contains(" - ", StringComparison.Ordinal))
            {
                return end;
            }

            for (var i = www + 1; i < count && i <= www + 4; i++)
            {
                if (i > www + 1 && Domains.Contains(name.Word(i)))
                {
                    // "site.co.in" has two.
                    return i + 1 < count && name.Gap(i + 1) is "." && name.Word(i + 1).Length == 2 && Domains.Contains(name.Word(i + 1)) ? i + 2 : i + 1;
                }
            }
        }

        for (var i = at + 1; i < count && i <= at + 2 && name.Gap(i) is "." or "-"; i++)
        {
            if (name.Gap(i) is "." && Domains.Contains(name.Word(i)) && i + 1 < count
                && (name.Gap(i + 1).Contains(" - ", StringComparison.Ordinal) || name.Gap(i + 1).ContainsAny("_@]】") || name.Gap(i + 1) is " -" or "-"))
            {
                return i + 1;
            }
        }

        return at;
    }
}
