package org.incidentcomms.email.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a failure says about the address, from its codes and words.
 *
 * <p>The code that the receiving server wrote counts before the one in {@code Status}, which is the reporter's summary.
 * Where codes and words contradict each other, the reading that is better for the subscriber counts: policy (x.7.x in
 * any of them, or words of spam and block lists) before mailbox full, full before any other temporary failure, temporary
 * before dead. Words alone decide only where no code is specific.
 */
final class FailureRules {
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.#])([45][0-5]\\d)(?=[ -](?!\\d)|[ -]\\d\\.|[- ]#)");

    /** @param code the most specific one, or null */
    record Failure(Severity severity, @Nullable StatusCode code) {
        /** The code as text, or null. */
        @Nullable String status() {
            return code == null ? null : code.toString();
        }
    }

    private FailureRules() {}

    /**
     * Judges a failure.
     *
     * @param reported the code in {@code Status}, or null
     * @param words what the receiving server said, else the report's text; in lower case with single blanks
     */
    static Failure judge(@Nullable StatusCode reported, String words) {
        StatusCode remote = StatusCode.find(words);
        StatusCode code = isSpecific(remote) || reported == null ? remote : reported;
        if (code == null) {
            code = reported;
        }
        return new Failure(severity(reported, remote, code, reply(words), words), code);
    }

    private static Severity severity(
            @Nullable StatusCode reported,
            @Nullable StatusCode remote,
            @Nullable StatusCode code,
            int reply,
            String words) {
        boolean temporary = code != null && code.isTemporary()
                || isSpecific(reported) && reported != null && reported.isTemporary()
                || remote == null && reply >= 400 && reply < 500;
        if (!temporary && (isPolicy(reported) || isPolicy(remote))) {
            return Severity.POLICY;
        }
        if (temporary
                || code != null && code.is(2, 2)
                || FailureWords.FULL.matcher(words).find()) {
            return Severity.SOFT;
        }
        if (FailureWords.REFUSED.matcher(words).find()) {
            return Severity.POLICY;
        }
        return code == null || code.isUnspecific() ? byWords(reply, words) : byCode(code, reply, words);
    }

    private static Severity byCode(StatusCode code, int reply, String words) {
        boolean later = FailureWords.LATER.matcher(words).find();
        return switch (code.subject()) {
            case 1 -> later && code.detail() == 0 ? Severity.SOFT : Severity.HARD;
            case 2 ->
                switch (code.detail()) {
                    case 1 -> later ? Severity.SOFT : Severity.HARD;
                    case 3 -> Severity.POLICY;
                    default -> byWords(0, words);
                };
            case 3 -> code.detail() == 4 ? Severity.POLICY : byWords(0, words);
            case 4 ->
                switch (code.detail()) {
                    case 4, 310 -> later ? Severity.SOFT : Severity.HARD;
                    // Exchange Online refuses unknown recipients at its edge with "5.4.1 Recipient address rejected".
                    case 1 -> !later && FailureWords.DEAD.matcher(words).find() ? Severity.HARD : Severity.SOFT;
                    default -> Severity.SOFT;
                };
            case 6 -> Severity.POLICY;
            default -> byWords(code.detail() == 0 ? reply : 0, words);
        };
    }

    private static Severity byWords(int reply, String words) {
        if (FailureWords.LATER.matcher(words).find()) {
            return Severity.SOFT;
        }
        if (FailureWords.DEAD.matcher(words).find()) {
            return Severity.HARD;
        }
        if (FailureWords.MAYBE_REFUSED.matcher(words).find()) {
            return Severity.POLICY;
        }
        return switch (reply) {
            case 550, 551, 553, 556 -> Severity.HARD;
            case 521, 554, 571 -> Severity.POLICY;
            default -> Severity.SOFT;
        };
    }

    /** 5.7.x; 5.1.7 and 5.1.8 are about the sender's address. */
    private static boolean isPolicy(@Nullable StatusCode code) {
        return code != null && (code.subject() == 7 || code.is(1, 7) || code.is(1, 8));
    }

    private static boolean isSpecific(@Nullable StatusCode code) {
        return code != null && !code.isUnspecific();
    }

    private static int reply(String words) {
        Matcher matcher = REPLY.matcher(words);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
