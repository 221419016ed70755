package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/** Creates updates from the operator's content. */
@ApplicationScoped
public class Updates {
    private final Ids ids;
    private final Slugs slugs;
    private final ChannelCatalogue channels;

    Updates(Ids ids, Slugs slugs, ChannelCatalogue channels) {
        this.ids = ids;
        this.slugs = slugs;
        this.channels = channels;
    }

    /**
     * Creates an update with an id and a slug; must run in a transaction, which claims the slug.
     *
     * @param title of the incident, from which the slug is made if there is no headline
     * @param otherwise the channel selection if the operator gives none
     */
    public Update compose(
            UpdateContent words,
            String title,
            Status status,
            ChannelSelection otherwise,
            ComponentChanges changes,
            Instant now) {
        return compose(ids.next("upd"), words, title, status, otherwise, changes, now);
    }

    /** As the other, with the id of the update's draft. */
    public Update compose(
            String id,
            UpdateContent words,
            String title,
            Status status,
            ChannelSelection otherwise,
            ComponentChanges changes,
            Instant now) {
        String headline = stripped(words.headline());
        Update update = new Update(
                        id,
                        slugs.ofPost(headline == null ? title : headline),
                        status,
                        headline,
                        TextRules.tidy(words.message()),
                        stripped(words.author()),
                        changes.snapshot(),
                        now,
                        null,
                        0,
                        channels.resolve(words.notified(), otherwise),
                        ChannelTextsInput.toEvent(words.texts()),
                        List.of())
                .translated(UpdateTranslation.toEvent(words.translations()));
        return words.outlook().requireKept(status, now).on(update);
    }

    static @Nullable String stripped(@Nullable String line) {
        return line == null ? null : line.strip();
    }
}
