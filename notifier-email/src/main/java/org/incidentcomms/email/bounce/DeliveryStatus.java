package org.incidentcomms.email.bounce;

import jakarta.mail.internet.InternetHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.bounce.BounceReport.Bounced;
import org.incidentcomms.email.bounce.BounceReport.Kind;
import org.incidentcomms.email.bounce.BounceReport.NoFailure;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.incidentcomms.email.bounce.BounceReport.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Judges the fields of a delivery report (RFC 3464).
 *
 * <p>If several recipients are named, those to whom the returned mail was addressed count, else all of them (the mail was
 * forwarded to them). The mail arrived if one of these got it; otherwise the worst failure counts.
 */
final class DeliveryStatus {
    private enum Action {
        FAILED,
        DELAYED,
        DELIVERED
    }

    private record Recipient(String addresses, Action action, FailureRules.Failure failure) {}

    /** A code and at least a word of why; otherwise the report's text is read too. */
    private static final Pattern CODE = Pattern.compile("\\d[.\\d]{2}");

    private static final Pattern WORD = Pattern.compile("\\p{L}{4}");
    private static final int LONGEST_DIAGNOSTIC = 2_000;
    private static final int LONGEST_TO = 400;
    private static final int MOST_RECIPIENTS = 10;

    private DeliveryStatus() {}

    static BounceReport judge(ReportContent content, BouncedMail mail) {
        String text = ReportText.normal(ReportText.withoutReturnedMail(content.text.toString()));
        List<Recipient> all = new ArrayList<>();
        for (Map<String, String> fields :
                content.deliveryStatus.subList(0, Math.min(MOST_RECIPIENTS, content.deliveryStatus.size()))) {
            Recipient recipient = recipient(fields, text);
            if (recipient != null) {
                all.add(recipient);
            }
        }
        List<Recipient> concerned = addressed(all, content.returnedHeaders());
        if (concerned.isEmpty()) {
            return new Unknown();
        }
        if (has(concerned, Action.DELIVERED)) {
            return new NoFailure(Kind.DELIVERED);
        }
        if (!has(concerned, Action.FAILED)) {
            return new NoFailure(Kind.DELAYED);
        }
        Bounced bounced = worst(concerned, mail);
        return bounced.severity() == Severity.HARD && isAnotherAddress(all, content.returnedHeaders())
                ? new Bounced(mail, Severity.SOFT, bounced.status())
                : bounced;
    }

    /** One dead member of a group address does not mean that the address is dead. */
    private static boolean isAnotherAddress(List<Recipient> all, InternetHeaders returned) {
        String to = wanted(returned);
        return all.size() == 1
                && to.contains("@")
                && all.getFirst().addresses.contains("@")
                && !all.getFirst().addresses.contains(to);
    }

    private static boolean has(List<Recipient> recipients, Action action) {
        return recipients.stream().anyMatch(recipient -> recipient.action == action);
    }

    private static Bounced worst(List<Recipient> recipients, BouncedMail mail) {
        FailureRules.Failure worst = null;
        for (Severity severity : List.of(Severity.HARD, Severity.SOFT, Severity.POLICY)) {
            for (Recipient recipient : recipients) {
                boolean isIt = recipient.action == Action.FAILED && recipient.failure.severity() == severity;
                worst = worst == null && isIt ? recipient.failure : worst;
            }
        }
        FailureRules.Failure failure = worst == null ? new FailureRules.Failure(Severity.SOFT, null) : worst;
        return new Bounced(mail, failure.severity(), failure.status());
    }

    private static List<Recipient> addressed(List<Recipient> all, InternetHeaders returned) {
        String wanted = wanted(returned);
        if (all.size() < 2) {
            return all;
        }
        List<Recipient> named = all.stream()
                .filter(recipient -> !wanted.isEmpty() && recipient.addresses.contains(wanted))
                .toList();
        return named.isEmpty() ? all : named;
    }

    /** To whom the returned mail was addressed; empty if the report does not tell. */
    private static String wanted(InternetHeaders returned) {
        String to = returned.getHeader("To", ",");
        return to == null ? "" : bare(ReportText.clipped(to, LONGEST_TO).toLowerCase(Locale.ROOT));
    }

    /** The last address in angle brackets, else all of it. */
    private static String bare(String to) {
        int end = to.lastIndexOf('>');
        int begin = to.lastIndexOf('<', end);
        return (begin < 0 ? to : to.substring(begin + 1, end)).strip();
    }

    private static boolean isTelling(String diagnostic) {
        Matcher code = CODE.matcher(diagnostic);
        return code.find() && WORD.matcher(diagnostic).find(code.end());
    }

    /** Null for the group of fields about the message. */
    private static @Nullable Recipient recipient(Map<String, String> fields, String text) {
        String addresses = (fields.getOrDefault("final-recipient", "") + " "
                        + fields.getOrDefault("original-recipient", "") + " "
                        + fields.getOrDefault("x-actual-recipient", ""))
                .toLowerCase(Locale.ROOT);
        if (addresses.isBlank() && !fields.containsKey("action") && !fields.containsKey("status")) {
            return null;
        }
        StatusCode status = StatusCode.ofField(fields.get("status"));
        String diagnostic = ReportText.normal(ReportText.clipped(
                fields.getOrDefault("diagnostic-code", fields.getOrDefault("x-diagnostic-code", "")),
                LONGEST_DIAGNOSTIC));
        String words = isTelling(diagnostic) ? diagnostic : diagnostic + " " + text;
        Action action = action(fields.getOrDefault("action", ""), status, words);
        return new Recipient(addresses, action, FailureRules.judge(status, words));
    }

    /** The first word counts, whatever comment follows; without one the class of the status. */
    private static Action action(String value, @Nullable StatusCode status, String words) {
        String word = value.toLowerCase(Locale.ROOT).strip().split("[^a-z]", 2)[0];
        return switch (word) {
            case "failed", "failure", "bounced" -> Action.FAILED;
            case "delayed", "deferred" -> Action.DELAYED;
            case "delivered", "relayed", "expanded" -> Action.DELIVERED;
            default ->
                status != null && status.type() == 2
                        ? Action.DELIVERED
                        : status != null
                                        && status.isTemporary()
                                        && ReportPhrases.DELAYED.matcher(words).find()
                                ? Action.DELAYED
                                : Action.FAILED;
        };
    }
}
