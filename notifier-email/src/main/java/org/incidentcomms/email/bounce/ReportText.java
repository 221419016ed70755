package org.incidentcomms.email.bounce;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a report as the phrases expect it. */
final class ReportText {
    /** Of what is longer only the beginning is read: anybody may send any mail. */
    static final int LONGEST = 20_000;

    private static final Pattern ADDRESS =
            Pattern.compile("<?(?<![^\\s<>:;,\"'()\\[\\]@])[^\\s<>:;,\"'()\\[\\]@]++" + "@[^\\s<>:;,\"'()\\[\\]]++>?");
    /** The name of a host, such as {@code antispam.example.com}, says nothing; Exchange's {@code RESOLVER.ADR…} does. */
    private static final Pattern HOST = Pattern.compile(
            "(?<![/\\w.-])(?!resolver\\.|queue\\.|storedrv\\.|smtpsend\\.)[\\w-]++(?:\\.[\\w-]++)*+(?<=\\.[a-z]{2,24})(?!/)");

    private static final Pattern RETURNED = Pattern.compile("(?m)^[ >]*+("
            + "-{2,} ?(below this line is a copy|this is a copy|original (message|headers?)|returned (message|headers?)|"
            + "unsent message below|forwarded message|message header|enclosed are the|copy of the message|"
            + "ursprüngliche nachricht|message d'origine|mensaje original|unsent).*"
            + "|original message headers:?|ursprüngliche (nachrichtenkopfzeilen|nachrichten-?header):?"
            + "|en-têtes de message d'origine ?:?|encabezados de mensajes? originales?:?"
            + "|(return-path|received|dkim-signature): ?\\S.*)$");

    private ReportText() {}

    /** In lower case with single blanks, without addresses and names of hosts. */
    static String normal(String text) {
        String lower = clipped(text, LONGEST)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replace('\u00a0', ' ');
        String bare = HOST.matcher(ADDRESS.matcher(lower).replaceAll("…")).replaceAll("…");
        return bare.replaceAll("\\s+", " ").strip();
    }

    /** The text before a copy of the returned mail, whose own words must not count. */
    static String withoutReturnedMail(String text) {
        String begin = clipped(text, LONGEST);
        Matcher copy = RETURNED.matcher(begin.toLowerCase(Locale.ROOT).replace('’', '\''));
        return copy.find() && copy.start() > 0 ? begin.substring(0, Math.min(copy.start(), begin.length())) : begin;
    }

    static String clipped(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
