package org.incidentcomms.twitter.post;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;

/**
 * X as a channel: one recipient, the company's own account. {@link #deliver} and {@link #settle} are the same, because
 * the next step depends only on the stored state of the post.
 */
@Singleton
public class XChannel implements Channel<Recipient.Single> {
    /** Its name in reports and metrics. */
    static final String DESTINATION = "x";

    /** Its name in {@code notify} and {@code texts}. */
    static final String NAME = "twitter";

    private final Posts posts;

    @Inject
    public XChannel(Posts posts) {
        this.posts = posts;
    }

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public String notifyName() {
        return NAME;
    }

    @Override
    public Audience audience(PublishedEvent event) {
        return Audience.ONE;
    }

    @Override
    public List<Recipient.Single> recipients(PublishedEvent event, long firstId, long lastId) {
        return firstId <= 1 && lastId >= 1 ? List.of(Recipient.Single.ONLY) : List.of();
    }

    @Override
    public Preview preview(PublishedEvent event) {
        ComposedPost post = posts.compose(event);
        Map<String, String> parts =
                Map.of("text", post.text(), "weighted_length", Integer.toString(post.weightedLength()));
        return new Preview(DESTINATION, 1, parts, post.warnings(), null);
    }

    @Override
    public void compose(Delivery<Recipient.Single> delivery) {
        ComposedPost unused = posts.compose(delivery.event());
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        return posts.publish(delivery.event());
    }

    @Override
    public DeliveryResult settle(Delivery<Recipient.Single> delivery) {
        return posts.publish(delivery.event());
    }
}
