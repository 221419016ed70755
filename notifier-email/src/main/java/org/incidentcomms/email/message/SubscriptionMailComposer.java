package org.incidentcomms.email.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.kit.wording.Company;

/** Composes the mails about a subscription itself: who asked for it, one link, and how to ignore it. */
@Singleton
public class SubscriptionMailComposer {
    /** Stands for the token while composing; cannot be part of the fixed texts. */
    private static final String PLACEHOLDER = "slot0token";

    private final MailSettings settings;
    private final Company company;
    private final MimeWriter mime;
    private final Clock clock;
    private final DateTimeFormatter when;

    SubscriptionMailComposer(MailSettings settings, Company company, Clock clock) {
        this.settings = settings;
        this.company = company;
        this.clock = clock;
        this.mime = new MimeWriter(settings, company, PLACEHOLDER);
        this.when = DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm z", Locale.US)
                .withZone(company.timeZone());
    }

    /**
     * The mail with the link that confirms.
     *
     * @param address validated, ASCII
     * @param messageKey the same for every repeat of this mail
     * @param token confirms once
     * @param requestedAt when somebody asked
     */
    public byte[] confirm(String address, String messageKey, String token, Instant requestedAt) {
        LetterView view = new LetterView(
                company,
                "Please confirm your address",
                List.of(asked(requestedAt) + " If that was you, please confirm:"),
                "Confirm",
                link("confirm"),
                List.of(
                        "The link works once, within two days.",
                        "If you did not ask for this, you need not do anything: without your confirmation you will"
                                + " not get our status updates."));
        return compose(
                "confirm", "Please confirm: status updates of " + company.name(), view, address, messageKey, token);
    }

    /** The mail with the link to manage, for an address that is on the list; parameters as for {@link #confirm}. */
    public byte[] manage(String address, String messageKey, String token, Instant requestedAt) {
        LetterView view = new LetterView(
                company,
                "You are on the list already",
                List.of(asked(requestedAt) + " This address is on our list already; here you can see and change what"
                        + " we write to you about, pause it or leave:"),
                "Change my subscription",
                link("manage"),
                List.of(
                        "If you did not ask for this, you need not do anything: nothing has changed.",
                        "Whoever has this link can change your subscription, so please do not forward this mail."));
        return compose("manage", "Your status updates of " + company.name(), view, address, messageKey, token);
    }

    private String asked(Instant requestedAt) {
        return "On " + when.format(requestedAt) + " somebody entered this address at " + settings.publicUrl()
                + "/subscriptions to get the status updates of " + company.name() + " by e-mail.";
    }

    private String link(String what) {
        return settings.publicUrl() + "/subscriptions/" + what + "/" + PLACEHOLDER;
    }

    private byte[] compose(
            String kind, String subject, LetterView view, String address, String messageKey, String token) {
        return mime.write(
                        "subscription." + kind,
                        clock.instant(),
                        subject,
                        LetterTemplates.letterText(view).render(),
                        LetterTemplates.letterHtml(view).render())
                .fill(address, messageKey, token);
    }
}
