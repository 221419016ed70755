package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One address on the update list.
 *
 * @param id never reused
 * @param address as typed, its domain in ASCII
 * @param recipientKey random, 128 bits; identifies this subscriber in links and Message-IDs
 * @param listed whether it hears of all that match its preferences; otherwise only of the incidents it follows
 * @param groups sets of customers an incident may be limited to
 * @param confirmedAt null while pending; a pending subscriber gets no mail
 */
public record Subscriber(
        long id,
        String address,
        String recipientKey,
        State state,
        boolean listed,
        Preferences preferences,
        List<String> groups,
        @Nullable Instant confirmedAt,
        @Nullable String note,
        Instant createdAt) {

    /** Only an active subscriber gets mail. */
    public enum State {
        /** Not confirmed yet. */
        PENDING,
        ACTIVE,
        /** By the subscriber's own wish. */
        PAUSED,
        /** Mail to the address fails. */
        QUARANTINED;

        /** The name on the wire and in the database. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Subscriber {
        groups = List.copyOf(groups);
    }

    /**
     * A confirmed copy on the list with these preferences; who is paused or in quarantine stays so. A later confirmation
     * counts for who is new to the list.
     */
    Subscriber listed(Preferences chosen, Instant now) {
        Instant since = listed && confirmedAt != null ? confirmedAt : now;
        State kept = state == State.PENDING ? State.ACTIVE : state;
        return new Subscriber(id, address, recipientKey, kept, true, chosen, groups, since, note, createdAt);
    }

    /** An active copy that hears only of the incidents it follows. */
    Subscriber unlisted() {
        return new Subscriber(
                id, address, recipientKey, State.ACTIVE, false, preferences, groups, confirmedAt, note, createdAt);
    }

    Subscriber inGroups(List<String> others) {
        return new Subscriber(
                id, address, recipientKey, state, listed, preferences, others, confirmedAt, note, createdAt);
    }

    Subscriber with(Preferences chosen) {
        return new Subscriber(id, address, recipientKey, state, listed, chosen, groups, confirmedAt, note, createdAt);
    }

    Subscriber in(State other) {
        return new Subscriber(
                id, address, recipientKey, other, listed, preferences, groups, confirmedAt, note, createdAt);
    }

    /** Only the id, because this may be logged. */
    @Override
    public String toString() {
        return "Subscriber[" + id + "]";
    }
}
