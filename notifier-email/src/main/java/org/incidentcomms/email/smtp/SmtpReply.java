package org.incidentcomms.email.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's reply: three digits, often an enhanced status code (RFC 3463), and text. */
record SmtpReply(int code, String text) {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>:;,\"'()]+@[^\\s<>:;,\"'()]+>?");
    private static final int LONGEST_DETAIL = 200;

    boolean isRefusal() {
        return code >= 400 && code <= 599;
    }

    boolean isTemporary() {
        return code >= 400 && code <= 499;
    }

    /** Whether the enhanced code begins with {@code prefix}, such as {@code 5.7.}; false if the reply has none. */
    boolean isEnhanced(String prefix) {
        return enhanced().startsWith(prefix);
    }

    boolean hasEnhanced() {
        return !enhanced().isEmpty();
    }

    /** Whether the enhanced code says nothing beyond the reply's class. */
    boolean isUnspecific() {
        return !hasEnhanced() || enhanced().endsWith(".0.0");
    }

    boolean says(Pattern words) {
        return words.matcher(text).find();
    }

    private String enhanced() {
        Matcher matcher = ENHANCED.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Whether the server's own system fails, rather than that it does not want this message now. */
    boolean isSystemFailure() {
        boolean bare = !hasEnhanced() && (code == 421 || code == 451 || code == 452);
        return isTemporary() && (code == 454 || isEnhanced("4.3.") || isEnhanced("4.4.") || bare);
    }

    /** Whether the recipient's domain postpones messages: not this mailbox alone, and not because the relay fails. */
    boolean isPostponedByDomain() {
        return isTemporary() && !isSystemFailure() && !isEnhanced("4.2.1") && !isEnhanced("4.2.2");
    }

    /** One line for the operator, without addresses. */
    String detail() {
        String line = withoutAddresses(text.strip().replaceAll("[\\s\\p{Cntrl}]+", " "));
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    static String withoutAddresses(String text) {
        return ADDRESS.matcher(text).replaceAll("<…>");
    }
}
