package org.incidentcomms.kit.channel;

import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach people: mail, X, a blog. A new channel is one implementation and its configuration; the kit does the
 * rest (reading the log once, planning, leasing, order, retries, pauses, dead letters, reports).
 *
 * <p>Methods are called concurrently from several virtual threads. They block, and each remote call has a time-out.
 * They never throw for an expected failure: every outcome is a {@link DeliveryResult}. An exception that escapes is
 * counted as {@link FailureReason#UNEXPECTED} and retried.
 *
 * @param <R> what the channel needs to know about one recipient
 */
public interface Channel<R extends Recipient> {

    /** The destination's name in reports and metrics: {@code email}, {@code x}, {@code wordpress}, {@code git}. */
    String destination();

    /**
     * The name used by {@code notify}, retry and stop if it differs from the destination: {@code twitter}, {@code
     * blog}.
     */
    default String notifyName() {
        return destination();
    }

    /**
     * Whether {@link #audience} and {@link #recipients} keep to the incident's {@code audience}. To a channel that does
     * not, a limited incident is {@code Skipped(AUDIENCE)}, even if it is public.
     */
    default boolean canNarrowAudience() {
        return false;
    }

    /** Why {@code announcement} is not for this channel, whoever its recipients are; null if it is. */
    default @Nullable SkipReason skips(Announcement announcement) {
        if (!announcement.notified().includes(notifyName())) {
            return SkipReason.NOT_WANTED;
        }
        return announcement.incident().isLimited() && !canNarrowAudience() ? SkipReason.AUDIENCE : null;
    }

    /**
     * Returns the recipients of {@code event}; called just before the event is planned. Only {@link Announcement}s
     * whose {@code notify} includes this channel reach this method, and limited ones only if the channel {@link
     * #canNarrowAudience}.
     */
    Audience audience(PublishedEvent event);

    /**
     * Returns which ranges of {@code size} ids have recipients of {@code event}: the numbers n with n * size < id <= (n +
     * 1) * size. Called just after {@link #audience} if that is a small part of all ids, so that no work is planned for
     * empty ranges. An empty list means that any range may have some.
     */
    default List<Integer> ranges(PublishedEvent event, int size) {
        return List.of();
    }

    /**
     * Returns the current recipients of {@code event} with {@code firstId <= id <= lastId}, in ascending order of id.
     * Called again at least once a second while a range is processed, so that a recipient who has left is not notified.
     * An id is never reused for another recipient.
     */
    List<R> recipients(PublishedEvent event, long firstId, long lastId);

    /**
     * Returns the outcome of a delivery that is due for another attempt when {@link #recipients} no longer contains its
     * recipient; nothing is sent. {@code Rejected} lets an operator's retry try it again later, {@code Skipped} is final.
     */
    default DeliveryResult noLongerRecipient(PublishedEvent event, long id) {
        return DeliveryResult.skipped(SkipReason.LEFT);
    }

    /** Composes what {@link #deliver} would send, without sending anything. Pure: same event, same preview. */
    Preview preview(PublishedEvent event);

    /**
     * Renders what {@link #deliver} sends, before its first byte leaves; called before each delivery. Pure, with no
     * access to a database or a remote system, so an exception is permanent: the delivery ends as {@code
     * Rejected(INVALID)}, which shows in health and blocks nothing else.
     */
    default void compose(Delivery<R> delivery) {}

    /** Sends to one recipient. At most one call per (event, recipient) is in progress at a time. */
    DeliveryResult deliver(Delivery<R> delivery);

    /**
     * Determines the outcome of a delivery whose outcome is unknown (time-out, crash) and completes it: by querying the
     * remote system, or by sending again where duplicates are detected. May be called for a delivery that was never
     * started.
     */
    DeliveryResult settle(Delivery<R> delivery);

    /**
     * Whether {@link #settle} can only send again, because the remote system cannot be queried. Each {@code Uncertain} of
     * such a channel is one more copy that may have arrived: the kit settles a delivery three times at most, whatever the
     * scope of the failures. Such a channel returns {@code Uncertain} only for what it sent.
     */
    default boolean settlesBySending() {
        return false;
    }

    /** Maximum number of concurrent deliveries, at least 2: one is reserved for major and critical incidents. */
    default int connections() {
        return 2;
    }
}
