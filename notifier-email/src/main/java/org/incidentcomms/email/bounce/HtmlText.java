package org.incidentcomms.email.bounce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an HTML page, good enough to look for phrases in; never shown to anybody. */
final class HtmlText {
    private static final List<String> HIDDEN = List.of("style", "script", "head", "title");
    private static final int LONGEST_NAME = 10;
    private static final Set<String> BREAKS =
            Set.of("br", "/p", "/div", "/tr", "/li", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6");
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("rsquo", "'"),
            Map.entry("nbsp", " "),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("szlig", "ß"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("ecirc", "ê"),
            Map.entry("agrave", "à"),
            Map.entry("ccedil", "ç"),
            Map.entry("icirc", "î"),
            Map.entry("aacute", "á"),
            Map.entry("iacute", "í"),
            Map.entry("oacute", "ó"),
            Map.entry("uacute", "ú"),
            Map.entry("ntilde", "ñ"),
            Map.entry("Eacute", "É"),
            Map.entry("Uuml", "Ü"));

    private HtmlText() {}

    /** One pass, whatever the page looks like; what hides and is not closed hides the rest. */
    static String of(String html) {
        StringBuilder bare = new StringBuilder();
        int last = html.lastIndexOf('>');
        int at = 0;
        while (at < html.length() && bare.length() < ReportText.LONGEST) {
            char c = html.charAt(at);
            if (c != '<') {
                bare.append(c);
                at++;
            } else if (html.startsWith("<!--", at)) {
                bare.append(' ');
                at = after(html, "-->", at + 4);
            } else {
                String name = at < last ? name(html, at + 1) : "";
                boolean isTag = !name.isEmpty();
                bare.append(isTag ? BREAKS.contains(name) ? '\n' : ' ' : c);
                at = HIDDEN.contains(name) ? after(html, "</" + name, at) : at;
                at = isTag ? after(html, ">", at) : at + 1;
            }
        }
        return ENTITY.matcher(bare).replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))));
    }

    /** The name of a tag, with the slash of an end tag, in lower case; empty if none begins here. */
    private static String name(String html, int begin) {
        int end = begin < html.length() && html.charAt(begin) == '/' ? begin + 1 : begin;
        if (end >= html.length() || !isLetter(html.charAt(end))) {
            return "";
        }
        while (end < html.length() && end < begin + LONGEST_NAME && isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(begin, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    /** The place behind the next such text, in any case; the end if there is none. */
    private static int after(String html, String text, int from) {
        Matcher found = Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                .matcher(html);
        return from < html.length() && found.find(from) ? found.end() : html.length();
    }

    private static String character(String entity) {
        if (!entity.startsWith("#")) {
            return NAMED.getOrDefault(entity, " ");
        }
        boolean hex = entity.charAt(1) == 'x' || entity.charAt(1) == 'X';
        int code = hex ? Integer.parseInt(entity.substring(2), 16) : Integer.parseInt(entity.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
    }
}
