package org.incidentcomms.kit.channel;

import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;

/**
 * A way to reach people: mail, X, a blog. A new channel is one implementation and its configuration; the kit does the
 * rest (reading the log once, planning, leasing, order, retries, pauses, dead letters, reports).
 *
 * <p>Methods are called from several virtual threads at once. They block, and each remote call has a time-out. They
 * never throw for an expected failure: every outcome is a {@link DeliveryResult}. An exception that escapes is counted
 * as {@link FailureReason#UNEXPECTED} and retried.
 *
 * @param <R> what the channel needs to know of one recipient
 */
public interface Channel<R extends Recipient> {

    /** The destination's name in reports and metrics: {@code email}, {@code x}, {@code wordpress}, {@code git}. */
    String destination();

    /** What {@code notify}, retry and stop call it, where that is not the destination's name: {@code twitter}, {@code blog}. */
    default String notifyName() {
        return destination();
    }

    /**
     * Who is to hear {@code event}, asked just before it is planned. Only {@link Announcement}s
     * reach this method, and only where their {@code notify} includes this channel.
     */
    Audience audience(PublishedEvent event);

    /**
     * The recipients of {@code event} with {@code firstId <= id <= lastId}, in ascending order of id, as they are at
     * this moment: asked again at least once a second while a range is being worked, so that somebody who has left is
     * not told. Ids once given to a recipient never move to another.
     */
    List<R> recipients(PublishedEvent event, long firstId, long lastId);

    /** Composes what {@link #deliver} would send, without sending anything. Pure: same event, same preview. */
    Preview preview(PublishedEvent event);

    /**
     * Composes what {@link #deliver} sends, before its first byte leaves; called before each delivery. Pure, and asks
     * neither a database nor a remote side, so an exception means that this can never be composed: the delivery ends as
     * {@code Rejected(INVALID)}, which shows in health and holds up nothing.
     */
    default void compose(Delivery<R> delivery) {}

    /** Sends to one recipient. At most one call per (event, recipient) is under way at a time. */
    DeliveryResult deliver(Delivery<R> delivery);

    /**
     * Finds out what became of a delivery whose outcome is unknown (time-out, crash), and finishes it: by asking the
     * remote side, or by sending again where a repeat is recognised as such. May be called for a delivery that was
     * never begun.
     */
    DeliveryResult settle(Delivery<R> delivery);

    /** How many deliveries may be under way at once, at least 2: one is kept for major and critical incidents. */
    default int connections() {
        return 2;
    }
}
