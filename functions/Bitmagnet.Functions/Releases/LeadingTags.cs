namespace Bitmagnet.Functions.Releases;

/// <summary>Skips what comes before a title: site names, bracketed groups, stray technical words.</summary>
internal static class LeadingTags
{
    private static readonly WordSet Domains = new(
        "com net org tv to cc me info ru se in mx am xyz biz lol vip top club site online pro nl li ws pw eu fun st ag lt link world io co life love re is it sx cz fr world blue icu ai app wtf pw phd sbs cam media party tokyo vin bz ph lat boo bar day");

    /// <summary>The first word of the title, and whether a bracketed release group comes before it.</summary>
    public static (int Start, bool HasGroup) Skip(TokenizedName name, int count)
    {
        int at = 0;
        var hasGroup = false;
        while (at < count)
        {
            var next = SkipChannel(name, at, count);
            next = next > at ? next : SkipSite(name, at, count);
            next = next > at ? next : SkipSeasonNote(name, at, count);
            if (next == at && name.OpensGroup(at) && name.Tokens[at].Bracket == '[')
            {
                next = name.GroupEnd(at);
                if (next == at + 2 && PairReader.IsPair(name, at))
                {
                    // "[5.01] The Title.avi"
                    break;
                }

                if (next == at + 1 && YearReader.IsYear(name.Number(at)) && HasWords(name, next, count, isSite: false, hasGroup))
                {
                    // "[2019] Joker": the brackets hold the year, not a group.
                    break;
                }

                var isSite = IsSite(name, at, next);
                if (next >= count || !HasWords(name, next, count, isSite, hasGroup))
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
            else if (next == at && name.Mark(at) is Mark.Noise && !OpensTitle(name, at) && at + 1 < count && !name.OpensGroup(at + 1) && !YearReader.IsYear(name.Number(at + 1)))
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

    /// <summary>
    /// Whether a possible title word outside brackets follows. A lone year counts only after a site name: "[REC] 2007 1080p" has none.
    /// </summary>
    private static bool HasWords(TokenizedName name, int from, int count, bool isSite, bool hasGroup)
    {
        for (var i = from; i < count; i++)
        {
            if (name.Tokens[i].Bracket == '[')
            {
                continue;
            }

            var isLast = i + 1 >= count || name.Mark(i + 1) == Mark.Noise;
            if (!isSite && IsPart(name, i, count, hasGroup || i > from))
            {
                return false;
            }

            return !(YearReader.IsYear(name.Number(i)) && (name.Tokens[i].Bracket == '(' || (isLast && !isSite))) && (name.Mark(i) is not Mark.Noise || OpensTitle(name, i))
                && !MarkerScan.IsMarker(name, i);
        }

        return false;
    }

    /// <summary>"[REC] 2 (2009)", "[Keroro].148.[XviD]": the brackets hold the title, and the number belongs to it.</summary>
    private static bool IsPart(TokenizedName name, int index, int count, bool hasGroup)
    {
        var next = index + 1;
        return name.Number(index) is > 1 and < 6 && name.Word(index).Length == 1 ? name.Number(next) is > 1900 and <= YearReader.Latest
            : name.Word(index).Length is 2 or 3 && name.Number(index) > 0 && next < count && name.OpensGroup(next) && name.Tokens[next].Bracket == '['
                && (hasGroup || name.Gap(index).Contains('.'));
    }

    /// <summary>Skips a channel's name: "@channel.Title", "t.me/channel Title".</summary>
    private static int SkipChannel(TokenizedName name, int at, int count)
    {
        if (name.Word(at) is "http" or "https")
        {
            at++;
        }

        var end = name.Gap(at) is [.., '@'] ? at + 1
            : name.Word(at) is "t" or "telegram" && name.Word(at + 1) is "me" && name.Gap(at + 2) is "/" or "/@" ? at + 3
            : at;
        if (end == at)
        {
            return at;
        }

        while (end < count && name.Gap(end) is "_" && name.Text.Contains(' ', StringComparison.Ordinal))
        {
            end++;
        }

        return end < count ? end : at;
    }

    /// <summary>Skips "★10月新番★" ("new in October").</summary>
    private static int SkipSeasonNote(TokenizedName name, int at, int count)
    {
        var word = name.Number(at) is > 0 and < 13 ? at + 1 : at;
        return word + 1 < count && name.Word(word).EndsWith("新番") && !name.OpensGroup(at) ? word + 1 : at;
    }

    /// <summary>"16bit Harvest", "Subs of War": technical words normally follow a title, so before another word they open one.</summary>
    private static bool OpensTitle(TokenizedName name, int index) =>
        (name.Word(index) is "subs" or "hdr" or "dolby" or "atmos" or "screener" or "opus" or "telecine" or "workprint"
            || (name.Word(index) is [>= '0' and <= '9', .., 'b', 'i', 't'] && name.Word(index).Length < 6))
        && index + 1 < name.Count && name.Mark(index + 1) == Mark.Word && name.Gap(index + 1) is " " or "." or "_"
        && !MarkerScan.IsMarker(name, index + 1) && name.Number(index + 1) < 0;

    /// <summary>
    /// Skips a short group in leading round brackets: "(Group) Show - 12". The number after a dash marks an anime release; film titles open
    /// with such brackets too: "(500) Days of Summer".
    /// </summary>
    public static int SkipRound(TokenizedName name)
    {
        var end = name.OpensGroup(0) && name.Tokens[0].Bracket == '(' && name.Number(0) < 0 && name.Mark(0) == Mark.Word ? name.GroupEnd(0) : 0;
        if (end is 0 or > 3 || end >= name.Count || name.OpensGroup(end) || name.Gap(end) is not (") " or ")_"))
        {
            return 0;
        }

        for (var i = end + 1; i < name.Count && !name.OpensGroup(i); i++)
        {
            var word = name.Word(i);
            if (name.Gap(i) is " - " or "_-_" && Digits.Leading(word) is > 1 and < 5 and var digits && (digits == word.Length || word[digits] == 'v'))
            {
                return end;
            }
        }

        return 0;
    }

    private static bool IsSite(TokenizedName name, int from, int to) =>
        name.Any(from + 1, to, static (name, i) => name.Gap(i) is "." && Domains.Contains(name.Word(i)));

    private static bool IsWww(ReadOnlySpan<char> word) => word is "www" or "ww";

    /// <summary>Skips "www.site.com - ", "site.com_", "@site.com".</summary>
    private static int SkipSite(TokenizedName name, int at, int count)
    {
        var www = at;
        while (www < count && www < at + 2 && !IsWww(name.Word(www)))
        {
            www++;
        }

        if (IsWww(name.Word(www)) && (www == at || Tokenizer.Family(name.Word(at)[0]) == 2))
        {
            // "www.site.anything - ": everything joined by dots is the site's name, whatever its ending.
            var end = www + 1;
            while (end < count && end <= www + 4 && name.Gap(end) is "." or ",")
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
