package org.incidentcomms.email.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.email.message.MimeTemplate.Gap;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.MessageBundle;
import org.jspecify.annotations.Nullable;

/** Composes the mails about a subscription itself: why it was sent, one link, and how to ignore it. */
@Singleton
public class SubscriptionMailComposer {
    /** Stands for the token while composing; cannot be part of the fixed texts. */
    private static final String PLACEHOLDER = "slot0token";

    private final MailSettings settings;
    private final Company company;
    private final MailTemplates templates;
    private final MimeWriter mime;
    private final Clock clock;

    SubscriptionMailComposer(
            MailSettings settings, Company company, MailTemplates templates, DkimSigner signer, Clock clock) {
        this.settings = settings;
        this.company = company;
        this.templates = templates;
        this.mime = new MimeWriter(settings, company, Map.of(PLACEHOLDER, Gap.MANAGE_TOKEN), signer);
        this.clock = clock;
    }

    /**
     * What a letter is about.
     *
     * @param at when somebody asked for it, or when what it tells happened
     * @param note the operator's words about it, or null
     * @param language IETF tag of the reader's language; null for the company's
     * @param timeZone IANA name of the reader's zone; null for the company's
     */
    public record Occasion(
            Instant at,
            @Nullable String note,
            @Nullable String language,
            @Nullable String timeZone) {}

    /**
     * Composes a letter.
     *
     * @param address validated, ASCII
     * @param messageKey the same for every repeat of this mail
     * @param token the last path segment of its link
     */
    public byte[] compose(Letter letter, Occasion occasion, String address, String messageKey, String token) {
        MailVariant variant = MailVariant.of(company, occasion.language(), occasion.timeZone());
        LetterView view = view(letter, occasion, variant);
        String name = name(letter);
        return mime.write(
                        "subscription." + name,
                        clock.instant(),
                        variant.language(),
                        view.words().text(name + ".subject", company.name()),
                        templates.text(view),
                        templates.html(view))
                .fill(address, messageKey, token, token);
    }

    LetterView view(Letter letter, Occasion occasion, MailVariant variant) {
        MessageBundle words = MailViewFactory.WORDS.in(variant.language());
        String name = name(letter);
        String at = new DisplayTimes(variant.language())
                .instant(occasion.at(), variant.zone() == null ? company.timeZone() : variant.zone(), clock.instant());
        List<String> before = new ArrayList<>();
        if (occasion.note() != null && !occasion.note().isBlank()) {
            before.add(words.text(name + ".asked", HeaderText.clean(occasion.note())));
        }
        before.add(words.text(name + ".text", company.name(), at, settings.publicUrl() + "/subscriptions"));
        return new LetterView(
                company,
                words,
                words.text(name + ".heading", company.name()),
                before,
                words.text(name + ".action"),
                settings.publicUrl() + "/" + letter.path(PLACEHOLDER),
                List.of(words.text(name + ".note"), words.text(name + ".otherwise")));
    }

    private static String name(Letter letter) {
        return letter.name().toLowerCase(Locale.ROOT);
    }
}
