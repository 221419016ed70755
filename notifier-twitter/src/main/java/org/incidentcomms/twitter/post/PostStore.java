package org.incidentcomms.twitter.post;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code post}. Each write is one statement in its own transaction, so it is committed when the method
 * returns, independent of the caller's transaction. A posted row is final: later writes do not change it.
 */
@Singleton
public class PostStore {
    private static final String COLUMNS = "event_id, seq, incident_id, update_id, incident_version, text, reply_to,"
            + " tweet_id, url, state, attempts, doubt, duplicate, looks, sent_at, settle_from, posted_at, last_reason";

    private final DataSource dataSource;

    @Inject
    public PostStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Optional<Post> find(String eventId) {
        return query("select " + COLUMNS + " from post where event_id = ?", eventId).stream()
                .findFirst();
    }

    /** The incident's posts before this version that are on X (or, with {@code dry}, would be), oldest first. */
    PostThread thread(String incidentId, long beforeVersion, boolean dry) {
        return new PostThread(query(
                "select " + COLUMNS + " from post where incident_id = ? and incident_version < ?"
                        + " and tweet_id is not null and (state = 'posted' or (? and state = 'dry_run'))"
                        + " order by incident_version",
                incidentId,
                beforeVersion,
                dry));
    }

    /** Newest first, below {@code beforeSeq}; of all incidents if {@code incidentId} is null. */
    List<Post> list(@Nullable String incidentId, long beforeSeq, int limit) {
        return query(
                "select " + COLUMNS + " from post where (?::text is null or incident_id = ?) and seq < ?"
                        + " order by seq desc limit ?",
                incidentId,
                incidentId,
                beforeSeq,
                limit);
    }

    /** Whether another event's post has the same text. */
    boolean isSaid(String textHash, String eventId, boolean dry) {
        return exists(
                "select 1 from post where text_hash = ? and event_id <> ? and state <> 'failed'"
                        + " and (? or state <> 'dry_run')",
                textHash,
                eventId,
                dry);
    }

    /** Whether that tweet belongs to another event's post. */
    boolean isOfAnother(String tweetId, String eventId) {
        return exists("select 1 from post where tweet_id = ? and event_id <> ?", tweetId, eventId);
    }

    /**
     * Records that X is about to be called.
     *
     * @return false if another worker has called X since {@code draft} was read; then it must not be sent
     */
    @Transactional(TxType.REQUIRES_NEW)
    boolean sending(PendingPost draft, Instant now, Instant settleFrom) {
        return update(
                        "insert into post (event_id, incident_id, update_id, incident_version, text, text_hash,"
                                + " reply_to, state, attempts, sent_at, settle_from)"
                                + " values (?, ?, ?, ?, ?, ?, ?, 'sending', 1, ?, ?)"
                                + " on conflict (event_id) do update set state = 'sending', text = excluded.text,"
                                + " text_hash = excluded.text_hash, reply_to = excluded.reply_to,"
                                + " attempts = post.attempts + 1, looks = 0, duplicate = false,"
                                + " sent_at = case when post.doubt then post.sent_at else excluded.sent_at end,"
                                + " settle_from = excluded.settle_from"
                                + " where post.attempts = ? and post.state <> 'posted'",
                        draft.eventId(),
                        draft.said().incident().id(),
                        draft.said().updateId(),
                        draft.said().incident().version(),
                        draft.text(),
                        TextFingerprint.hash(draft.text()),
                        draft.replyTo(),
                        now,
                        settleFrom,
                        draft.attempts())
                == 1;
    }

    /** Records that it is on X; {@code tweetId} is null if it could not be found. */
    @Transactional(TxType.REQUIRES_NEW)
    void posted(String eventId, @Nullable String tweetId, @Nullable String url, Instant now) {
        update(
                "update post set state = 'posted', tweet_id = ?, url = ?, posted_at = ?, last_reason = null"
                        + " where event_id = ?",
                tweetId,
                url,
                now,
                eventId);
    }

    @Transactional(TxType.REQUIRES_NEW)
    void uncertain(String eventId, FailureReason reason, Instant settleFrom) {
        update(
                "update post set state = 'uncertain', doubt = true, settle_from = ?, last_reason = ?"
                        + " where event_id = ? and state <> 'posted'",
                settleFrom,
                reason.label(),
                eventId);
    }

    /**
     * X refused the newest attempt as a duplicate of an earlier one of ours: it is on X, but its id is not known yet.
     */
    @Transactional(TxType.REQUIRES_NEW)
    void duplicate(String eventId, Instant settleFrom) {
        update(
                "update post set state = 'uncertain', duplicate = true, settle_from = ?, last_reason = 'duplicate'"
                        + " where event_id = ? and state <> 'posted'",
                settleFrom,
                eventId);
    }

    /** Records that the timeline was searched without finding it. */
    @Transactional(TxType.REQUIRES_NEW)
    void looked(String eventId) {
        update(
                "update post set state = 'uncertain', doubt = true, looks = looks + 1"
                        + " where event_id = ? and state <> 'posted'",
                eventId);
    }

    @Transactional(TxType.REQUIRES_NEW)
    void failed(String eventId, String reason) {
        update(
                "update post set state = 'failed', last_reason = ? where event_id = ? and state <> 'posted'",
                reason,
                eventId);
    }

    /** Records what would have been posted; the generated id lets later posts reply to it. */
    @Transactional(TxType.REQUIRES_NEW)
    void dryRun(PendingPost draft, Instant now) {
        update(
                "insert into post (event_id, incident_id, update_id, incident_version, text, text_hash, reply_to,"
                        + " tweet_id, state, attempts, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'dry_run', 0, ?)"
                        + " on conflict (event_id) do update set state = 'dry_run', text = excluded.text,"
                        + " text_hash = excluded.text_hash, reply_to = excluded.reply_to,"
                        + " tweet_id = excluded.tweet_id, posted_at = excluded.posted_at, last_reason = null"
                        + " where post.state = 'failed'",
                draft.eventId(),
                draft.said().incident().id(),
                draft.said().updateId(),
                draft.said().incident().version(),
                draft.text(),
                TextFingerprint.hash(draft.text()),
                draft.replyTo(),
                "dry-run-" + draft.eventId(),
                now);
    }

    private List<Post> query(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<Post> posts = new ArrayList<>();
            while (rows.next()) {
                posts.add(read(rows));
            }
            return posts;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read posts", e);
        }
    }

    private boolean exists(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql + " limit 1", parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read posts", e);
        }
    }

    private int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write a post", e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }

    private static Post read(ResultSet row) throws SQLException {
        return new Post(
                row.getString("event_id"),
                row.getLong("seq"),
                row.getString("incident_id"),
                row.getString("update_id"),
                row.getLong("incident_version"),
                row.getString("text"),
                row.getString("reply_to"),
                row.getString("tweet_id"),
                row.getString("url"),
                PostState.ofWire(row.getString("state")),
                row.getInt("attempts"),
                row.getBoolean("doubt"),
                row.getBoolean("duplicate"),
                row.getInt("looks"),
                instant(row, "sent_at"),
                instant(row, "settle_from"),
                instant(row, "posted_at"),
                row.getString("last_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
