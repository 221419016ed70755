package org.incidentcomms.email.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.incidentcomms.email.bounce.BounceReport.Bounced;
import org.incidentcomms.email.bounce.BounceReport.Complaint;
import org.incidentcomms.email.bounce.BounceReport.Kind;
import org.incidentcomms.email.bounce.BounceReport.NoFailure;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.incidentcomms.email.bounce.BounceReport.Unknown;

/**
 * Reads a message from the bounce mailbox. A pure function of the message; it throws nothing for what is malformed.
 *
 * <p>Machine-readable reports come first (RFC 5965, 8098, 3464), then the texts of servers that write none, then automatic
 * replies. What is none of these is {@link Unknown}.
 */
final class BounceParser {
    private static final int DEEPEST_REPORT = 2;
    private static final Pattern DAEMON = Pattern.compile(
            "mailer-?daemon|mail-?daemon|mdaemon|post-?master|mail ?delivery (sub)?system|maildelivery|microsoftexchange|"
                    + "mail-?system|returned mail|bounce");
    private static final Pattern AUTO_REPLY_PRECEDENCE =
            Pattern.compile("auto[-_ ]?(reply|replied|respond|response).*");

    private final String messageIdDomain;
    private final ReturnPathTokens tokens;

    /**
     * Creates a parser.
     *
     * @param messageIdDomain the right-hand side of our Message-IDs
     * @param tokens finds tokens in addresses
     */
    BounceParser(String messageIdDomain, ReturnPathTokens tokens) {
        this.messageIdDomain = messageIdDomain;
        this.tokens = tokens;
    }

    BounceReport parse(MimeMessage message) {
        return parse(message, List.of(), 0);
    }

    private BounceReport parse(MimeMessage message, List<String> outerTokens, int depth) {
        Headers headers = new Headers(message);
        ReportContent content = ReportContent.of(message);
        BouncedMail mail = mail(headers, content, outerTokens);
        if (!content.feedback.isEmpty()) {
            return feedback(content.feedback.getFirst(), mail);
        }
        if (content.hasReadReceipt) {
            return new NoFailure(Kind.READ_RECEIPT);
        }
        if (!content.deliveryStatus.isEmpty()) {
            BounceReport report = DeliveryStatus.judge(content, mail);
            if (!(report instanceof Unknown)) {
                return report;
            }
        }
        if (!content.attachedReports.isEmpty() && depth < DEEPEST_REPORT) {
            return parse(content.attachedReports.getFirst(), mail.returnPathTokens(), depth + 1);
        }
        return isOwn(headers) ? new NoFailure(Kind.OWN_MAIL) : text(headers, content, mail);
    }

    private boolean isOwn(Headers headers) {
        return !headers.first("X-Incident-Event-Id").isEmpty()
                || MessageReference.find(headers.first("Message-ID"), messageIdDomain) != null;
    }

    private static BounceReport feedback(Map<String, String> fields, BouncedMail mail) {
        return switch (fields.getOrDefault("feedback-type", "abuse")
                .toLowerCase(Locale.ROOT)
                .strip()) {
            case "abuse", "fraud", "opt-out", "opt-out-list", "complaint" -> new Complaint(mail);
            default -> new NoFailure(Kind.OTHER_FEEDBACK);
        };
    }

    /** A message without fields for machines. */
    private static BounceReport text(Headers headers, ReportContent content, BouncedMail mail) {
        String subject = ReportText.normal(headers.first("Subject"));
        String text = ReportText.normal(ReportText.withoutReturnedMail(content.text.toString()));
        if (isJunkMailReport(headers, subject)) {
            return new Complaint(mail);
        }
        String from =
                ReportText.clipped(headers.first("From"), ReportText.LONGEST).toLowerCase(Locale.ROOT);
        boolean fromDaemon = DAEMON.matcher(from).find()
                || !headers.first("X-Failed-Recipients").isEmpty();
        boolean speaksOfFailure = ReportPhrases.FAILED.matcher(text).find()
                || ReportPhrases.FAILED.matcher(subject).find();
        boolean failureSubject = ReportPhrases.FAILURE_SUBJECT.matcher(subject).find();
        boolean autoReply = speaksAsAutoReply(headers, subject, text);
        boolean report = ReportPhrases.MAIL_SYSTEM.matcher(text).find() && (fromDaemon || !autoReply)
                || fromDaemon
                        && (speaksOfFailure
                                || failureSubject
                                || ReportPhrases.DELAYED.matcher(text).find())
                || failureSubject && speaksOfFailure && !autoReply;
        if (report) {
            return failure(subject, text, mail);
        }
        if (isChallenge(subject, text)) {
            return new NoFailure(Kind.CHALLENGE);
        }
        return autoReply || isAutomatic(headers) ? new NoFailure(Kind.AUTO_REPLY) : new Unknown();
    }

    private static BounceReport failure(String subject, String text, BouncedMail mail) {
        boolean delayed = ReportPhrases.DELAYED.matcher(text).find()
                || ReportPhrases.DELAYED.matcher(subject).find();
        FailureRules.Failure failure = FailureRules.judge(null, text);
        boolean permanent = ReportPhrases.GAVE_UP.matcher(text).find() || failure.severity() == Severity.HARD;
        if (delayed && !permanent) {
            return new NoFailure(Kind.DELAYED);
        }
        return new Bounced(mail, failure.severity(), failure.status());
    }

    /** Headers of RFC 3834 and older ones; reports about mails have them too. */
    private static boolean isAutomatic(Headers headers) {
        String submitted =
                headers.first("Auto-Submitted").toLowerCase(Locale.ROOT).strip();
        String precedence = headers.first("Precedence").toLowerCase(Locale.ROOT).strip();
        return !submitted.isEmpty() && !submitted.startsWith("no")
                || Set.of("bulk", "junk", "list").contains(precedence)
                || headers.hasAny("X-Loop", "List-Id", "X-Autogenerated", "X-MS-Exchange-Generated-Message-Source");
    }

    private static boolean speaksAsAutoReply(Headers headers, String subject, String text) {
        String precedence = headers.first("Precedence").toLowerCase(Locale.ROOT).strip();
        return AUTO_REPLY_PRECEDENCE.matcher(precedence).matches()
                || headers.hasAny(
                        "X-Autoreply",
                        "X-Autorespond",
                        "X-Autoresponse",
                        "X-AutoReply-From",
                        "X-Auto-Reply-From",
                        "X-Mail-Autoreply",
                        "X-Vacation",
                        "X-FC-MachineGenerated")
                || ReportPhrases.AUTO_REPLY_SUBJECT.matcher(subject).find()
                || ReportPhrases.AUTO_REPLY_TEXT.matcher(text).find();
    }

    private static boolean isChallenge(String subject, String text) {
        return ReportPhrases.CHALLENGE.matcher(subject).find()
                || ReportPhrases.CHALLENGE.matcher(text).find();
    }

    /** The form of Outlook.com's Junk Mail Reporting Program: the mail as an attachment, without RFC 5965. */
    private static boolean isJunkMailReport(Headers headers, String subject) {
        return subject.startsWith("complaint about message from")
                && Pattern.compile("staff@(hotmail|outlook|live)\\.", Pattern.CASE_INSENSITIVE)
                        .matcher(headers.first("From"))
                        .find();
    }

    private BouncedMail mail(Headers headers, ReportContent content, List<String> outerTokens) {
        List<String> places = new ArrayList<>(headers.recipients());
        for (Map<String, String> fields : content.feedback) {
            places.add(fields.getOrDefault("original-mail-from", ""));
        }
        InternetHeaders returned = content.returnedHeaders();
        places.add(first(returned, "Return-Path"));
        places.add(first(returned, "X-HmXmrOriginalSender"));
        List<String> found = new ArrayList<>(outerTokens);
        places.forEach(place -> found.addAll(tokens.in(place)));
        String eventId = first(returned, "X-Incident-Event-Id");
        MessageReference reference = MessageReference.find(first(returned, "Message-ID"), messageIdDomain);
        if (reference == null) {
            reference = MessageReference.find(content.text.toString(), messageIdDomain);
        }
        if (reference == null) {
            reference = MessageReference.find(headers.first("In-Reply-To"), messageIdDomain);
        }
        return new BouncedMail(found.stream().distinct().toList(), reference, eventId.isEmpty() ? null : eventId);
    }

    private static String first(InternetHeaders headers, String name) {
        String[] values = headers.getHeader(name);
        return values == null || values[0] == null ? "" : values[0].strip();
    }

    /** Headers of the report itself; what is malformed counts as absent. */
    private record Headers(MimeMessage message) {
        String first(String name) {
            List<String> all = all(name);
            return all.isEmpty() ? "" : all.getFirst();
        }

        boolean hasAny(String... names) {
            return Arrays.stream(names).anyMatch(name -> !all(name).isEmpty());
        }

        List<String> recipients() {
            List<String> values = new ArrayList<>();
            for (String name : List.of(
                    "To",
                    "Delivered-To",
                    "X-Original-To",
                    "Envelope-To",
                    "X-Envelope-To",
                    "X-Delivered-To",
                    "X-Real-To",
                    "X-RCPT-To",
                    "Apparently-To",
                    "Resent-To",
                    "Cc",
                    "Received")) {
                values.addAll(all(name));
            }
            return values;
        }

        List<String> all(String name) {
            try {
                String[] values = message.getHeader(name);
                return values == null
                        ? List.of()
                        : Arrays.stream(values).map(Headers::decoded).toList();
            } catch (MessagingException e) {
                return List.of();
            }
        }

        private static String decoded(String value) {
            try {
                return MimeUtility.decodeText(MimeUtility.unfold(value));
            } catch (UnsupportedEncodingException | RuntimeException e) {
                return value;
            }
        }
    }
}
