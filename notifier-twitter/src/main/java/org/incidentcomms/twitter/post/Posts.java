package org.incidentcomms.twitter.post;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.twitter.gateway.PostResult.Duplicate;
import org.incidentcomms.twitter.gateway.PostResult.Failed;
import org.incidentcomms.twitter.gateway.PostResult.ParentGone;
import org.incidentcomms.twitter.gateway.PostResult.Posted;
import org.incidentcomms.twitter.gateway.Timeline;
import org.incidentcomms.twitter.gateway.Timeline.OwnPost;
import org.incidentcomms.twitter.gateway.XGateway;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Posts each announcement once.
 *
 * <p>X has no idempotency key. Therefore: the row is written before the call; an attempt whose outcome is unknown is
 * searched for on the own timeline; only if it is not found after enough searches and time is it posted again, with the
 * same text, so that X refuses it as a duplicate if it was posted after all.
 */
@Singleton
public class Posts {
    private static final Logger LOG = Logger.getLogger(Posts.class);
    /** Clocks differ: the search starts a little before the time it was sent. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

    private static final int MOST_DISTINCT = 2;

    private final XGateway gateway;
    private final PostStore store;
    private final PostComposer composer;
    private final PostConfig config;
    private final String handle;
    private final Clock clock;

    @Inject
    public Posts(XGateway gateway, PostStore store, Company company, Links links, PostConfig config, Clock clock) {
        this.gateway = gateway;
        this.store = store;
        this.composer = new PostComposer(links, config.linkPolicy(), config.maxWeightedLength());
        this.config = config;
        this.handle = company.xHandle().replace("@", "").strip();
        this.clock = clock;
    }

    /** The post for {@code event}, composed from the event alone. */
    ComposedPost compose(PublishedEvent event) {
        Announcement said = (Announcement) event.data();
        return composer.compose(
                event, new ThreadPosition(AnnouncementFacts.isFirst(said), said instanceof IncidentCorrected, 0));
    }

    /** Completes {@code event}'s post, from whatever state an earlier call left it in. */
    DeliveryResult publish(PublishedEvent event) {
        Optional<Post> known = store.find(event.id());
        if (known.isEmpty()) {
            return begin(event, 0);
        }
        Post post = known.get();
        return switch (post.state()) {
            case POSTED -> new Delivered(post.url(), false);
            case DRY_RUN -> new Delivered(null, true);
            case SENDING, UNCERTAIN -> settle(event, post);
            case FAILED ->
                post.doubt() && !gateway.isDry() ? send(again(event, post), true) : begin(event, post.attempts());
        };
    }

    private DeliveryResult begin(PublishedEvent event, int attempts) {
        PendingPost draft = draft(event, attempts);
        if (!gateway.isDry()) {
            return send(draft, false);
        }
        store.dryRun(draft, clock.instant());
        LOG.infof(
                "dry run, not posted incident=%s event=%s",
                draft.said().incident().id(), event.id());
        return new Delivered(null, true);
    }

    /** Composed for its place in the thread, with a text different from every earlier post. */
    private PendingPost draft(PublishedEvent event, int attempts) {
        Announcement said = (Announcement) event.data();
        PostThread thread = store.thread(said.incident().id(), said.incident().version(), gateway.isDry());
        String wrong =
                said instanceof IncidentCorrected ? thread.of(said.updateId()).orElse(null) : null;
        String replyTo = wrong == null ? thread.tip() : wrong;
        return draft(event, replyTo, new ThreadPosition(replyTo == null, wrong != null, 0), attempts);
    }

    private PendingPost draft(PublishedEvent event, @Nullable String replyTo, ThreadPosition wanted, int attempts) {
        ThreadPosition place = wanted;
        String text = composer.compose(event, place).text();
        while (place.distinct() < MOST_DISTINCT
                && store.isSaid(TextFingerprint.hash(text), event.id(), gateway.isDry())) {
            place = place.distinctly(place.distinct() + 1);
            text = composer.compose(event, place).text();
        }
        return new PendingPost(event, text, replyTo, place, attempts);
    }

    private static PendingPost again(PublishedEvent event, Post post) {
        ThreadPosition place = new ThreadPosition(post.replyTo() == null, false, MOST_DISTINCT);
        return new PendingPost(event, post.text(), post.replyTo(), place, post.attempts());
    }

    /**
     * @param doubt an earlier attempt may have been accepted
     */
    private DeliveryResult send(PendingPost draft, boolean doubt) {
        Instant now = clock.instant();
        if (!store.sending(draft, now, now.plus(gateway.callLimit()).plus(config.settleWait()))) {
            return lookAgain(FailureReason.UNEXPECTED, "another worker is posting it");
        }
        LOG.debugf("posting incident=%s event=%s", draft.said().incident().id(), draft.eventId());
        return switch (gateway.post(draft.text(), draft.replyTo())) {
            case Posted(String tweetId) -> posted(draft.event(), tweetId);
            case Duplicate(String detail)
            when doubt -> {
                store.duplicate(draft.eventId(), clock.instant().plus(config.settleWait()));
                yield lookAgain(FailureReason.TEMPORARY, detail);
            }
            case Duplicate(String detail)
            when draft.place().distinct() < MOST_DISTINCT -> {
                ThreadPosition distinct = draft.place().distinctly(draft.place().distinct() + 1);
                yield send(draft(draft.event(), draft.replyTo(), distinct, draft.attempts() + 1), false);
            }
            case Duplicate(String detail) -> failed(draft, DeliveryResult.rejected(FailureReason.POLICY, detail));
            case ParentGone(String detail)
            when draft.replyTo() != null -> {
                LOG.warnf(
                        "parent is gone, starting a new thread incident=%s event=%s",
                        draft.said().incident().id(), draft.eventId());
                ThreadPosition root = new ThreadPosition(true, draft.place().answering(), 0);
                yield send(draft(draft.event(), null, root, draft.attempts() + 1), doubt);
            }
            case ParentGone(String detail) -> failed(draft, DeliveryResult.rejected(FailureReason.INVALID, detail));
            case Failed(DeliveryResult result) -> failed(draft, result);
        };
    }

    private DeliveryResult posted(PublishedEvent event, String tweetId) {
        String url = "https://x.com/" + (handle.isEmpty() ? "i" : handle) + "/status/" + tweetId;
        store.posted(event.id(), tweetId, url, clock.instant());
        LOG.infof("posted incident=%s event=%s", event.subject(), event.id());
        return DeliveryResult.delivered(url);
    }

    private DeliveryResult failed(PendingPost draft, DeliveryResult result) {
        switch (result) {
            case Uncertain(FailureReason reason, Scope scope, Instant earliest, String detail) -> {
                Instant now = clock.instant();
                store.uncertain(draft.eventId(), reason, now.plus(config.settleWait()));
                return new Uncertain(reason, scope, later(earliest, now.plus(betweenLooks())), detail);
            }
            case Retry retry -> store.failed(draft.eventId(), retry.reason().label());
            case Park park -> store.failed(draft.eventId(), park.reason().label());
            case Rejected rejected ->
                store.failed(draft.eventId(), rejected.reason().label());
            case DeliveryResult.Delivered delivered -> throw new IllegalStateException("a failure cannot be delivered");
            case DeliveryResult.Skipped skipped -> throw new IllegalStateException("a failure cannot be skipped");
            case DeliveryResult.Deferred deferred -> throw new IllegalStateException("a failure cannot be deferred");
        }
        return result;
    }

    private DeliveryResult settle(PublishedEvent event, Post post) {
        if (gateway.isDry()) {
            store.failed(post.eventId(), FailureReason.GAVE_UP.label());
            return DeliveryResult.rejected(
                    FailureReason.GAVE_UP, "its outcome is unknown and cannot be determined without keys");
        }
        Instant sentAt = post.sentAt() == null ? clock.instant() : post.sentAt();
        return switch (gateway.ownPosts(sentAt.minus(CLOCKS_DIFFER))) {
            case Timeline.Unavailable(DeliveryResult result) -> stillUncertain(result);
            case Timeline.Posts(var posts) ->
                posts.stream()
                        .filter(own -> TextFingerprint.is(post.text(), own.text())
                                && !store.isOfAnother(own.tweetId(), post.eventId()))
                        .findFirst()
                        .map(OwnPost::tweetId)
                        .map(tweetId -> posted(event, tweetId))
                        .orElseGet(() -> notFound(event, post));
        };
    }

    /** The timeline lags: a post counts as missing only after some time and several searches. */
    private DeliveryResult notFound(PublishedEvent event, Post post) {
        store.looked(post.eventId());
        int looks = post.looks() + 1;
        Instant now = clock.instant();
        Instant from = post.settleFrom() == null ? now : post.settleFrom();
        if (now.isBefore(from) || looks < config.settleLooks()) {
            return uncertain(FailureReason.TEMPORARY, nextLook(now, from, looks), "not found on the timeline yet");
        }
        if (post.duplicate()) {
            store.posted(post.eventId(), null, null, clock.instant());
            LOG.warnf("posted, but its id was not found incident=%s event=%s", post.incidentId(), post.eventId());
            return DeliveryResult.delivered();
        }
        LOG.warnf("not found on the timeline, posting again incident=%s event=%s", post.incidentId(), post.eventId());
        return send(again(event, post), true);
    }

    private DeliveryResult lookAgain(FailureReason reason, String detail) {
        return uncertain(reason, clock.instant().plus(betweenLooks()), detail);
    }

    /** X answers, so only this recipient is affected. */
    private static DeliveryResult uncertain(FailureReason reason, Instant next, String detail) {
        return new Uncertain(reason, Scope.DESTINATION, next, detail);
    }

    /** Each search counts as an attempt, so the remaining attempts are spread over the remaining time. */
    private Instant nextLook(Instant now, Instant from, int looks) {
        Duration spread = Duration.between(now, from).dividedBy(Math.max(1, config.settleLooks() - looks));
        Duration least = betweenLooks();
        return now.plus(spread.compareTo(least) > 0 ? spread : least);
    }

    private DeliveryResult stillUncertain(DeliveryResult result) {
        Instant next = clock.instant().plus(betweenLooks());
        return switch (result) {
            case Retry(FailureReason reason, Scope scope, Instant earliest, String detail) ->
                new Uncertain(reason, scope, later(earliest, next), detail);
            case Rejected(FailureReason reason, String detail) ->
                new Uncertain(reason, Scope.DESTINATION, next, detail);
            case DeliveryResult other -> other;
        };
    }

    private Duration betweenLooks() {
        return config.settleWait().dividedBy(config.settleLooks());
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }
}
