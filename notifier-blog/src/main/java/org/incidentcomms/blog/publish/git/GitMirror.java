package org.incidentcomms.blog.publish.git;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files of an incident on the remote branch equal to what they should be, by one commit on its newest tip.
 * Where somebody else pushed meanwhile, the commit is made again on the new tip. Thread-safe; one push at a time.
 */
final class GitMirror {
    private static final Logger LOG = Logger.getLogger(GitMirror.class);
    private static final int ROUNDS = 8;

    private final LocalClone clone;
    private final String directory;
    private final String authorName;
    private final String authorEmail;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    GitMirror(LocalClone clone, String directory, String authorName, String authorEmail, Clock clock) {
        this.clone = clone;
        this.directory = directory;
        this.authorName = authorName;
        this.authorEmail = authorEmail;
        this.clock = clock;
    }

    /**
     * What is to be shown.
     *
     * @param version of the incident; where the branch has a newer one nothing is changed
     * @param file null if none of the incident may remain
     * @param message of the commit
     */
    record Change(String incidentId, long version, @Nullable IncidentFile file, String message) {}

    DeliveryResult publish(Change change) {
        lock.lock();
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                Optional<DeliveryResult> result = attempt(change);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            return GitFailures.retry(FailureReason.TEMPORARY, "others pushed to the branch each time");
        } catch (TransportException lost) {
            return GitFailures.of(lost);
        } catch (IOException | RuntimeException damaged) {
            LOG.warnf("local clone discarded channel=git incident=%s reason=%s", change.incidentId(), damaged);
            return discarded();
        } finally {
            lock.unlock();
        }
    }

    private DeliveryResult discarded() {
        try {
            clone.close();
        } catch (IOException e) {
            LOG.debugf("local clone not deleted channel=git reason=%s", e.getMessage());
        }
        return DeliveryResult.retry(FailureReason.UNEXPECTED, Scope.DESTINATION, "the local clone is damaged");
    }

    /** Empty if the branch moved. */
    private Optional<DeliveryResult> attempt(Change change) throws IOException {
        ObjectId tip = clone.fetch().orElse(null);
        Repository repository = clone.repository();
        ContentTree tree = ContentTree.of(repository, directory, tip);
        List<ContentTree.Found> existing = tree.filesOf(change.incidentId());
        if (existing.stream().anyMatch(found -> found.origin().version() > change.version())) {
            return Optional.of(DeliveryResult.skipped(SkipReason.SUPERSEDED));
        }
        ObjectId commit;
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId root = tree.with(change.file(), path(change, tree, existing), removed(change, existing), inserter);
            if (isUnchanged(repository, root, tip)) {
                return Optional.of(DeliveryResult.delivered());
            }
            commit = commit(root, tip, change.message(), inserter);
            inserter.flush();
        }
        return pushed(clone.push(commit, tip), tip, change);
    }

    /** A moved file stays where it is; of several one stays. */
    private static @Nullable String path(Change change, ContentTree tree, List<ContentTree.Found> existing) {
        if (change.file() == null) {
            return null;
        }
        return existing.isEmpty()
                ? tree.freePath(change.file().name(), change.incidentId())
                : existing.getFirst().path();
    }

    private static List<String> removed(Change change, List<ContentTree.Found> existing) {
        return existing.stream()
                .skip(change.file() == null ? 0 : 1)
                .map(ContentTree.Found::path)
                .toList();
    }

    private static boolean isUnchanged(Repository repository, ObjectId root, @Nullable ObjectId tip)
            throws IOException {
        if (tip == null) {
            return root.equals(EMPTY_TREE);
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(tip).getTree().equals(root);
        }
    }

    private static final ObjectId EMPTY_TREE = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private ObjectId commit(ObjectId root, @Nullable ObjectId tip, String message, ObjectInserter inserter)
            throws IOException {
        PersonIdent author = new PersonIdent(authorName, authorEmail, clock.instant(), ZoneOffset.UTC);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(root);
        if (tip != null) {
            commit.setParentId(tip);
        }
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(message);
        return inserter.insert(commit);
    }

    private Optional<DeliveryResult> pushed(RemoteRefUpdate update, @Nullable ObjectId tip, Change change)
            throws IOException {
        RemoteRefUpdate.Status status = Objects.requireNonNull(update.getStatus());
        return switch (status) {
            case OK, UP_TO_DATE -> Optional.of(DeliveryResult.delivered());
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> Optional.empty();
            default -> {
                // A server that was overtaken itself says so in words of its own.
                boolean moved = !Objects.equals(clone.fetch().orElse(null), tip);
                yield moved ? Optional.empty() : Optional.of(refused(update, change));
            }
        };
    }

    /** By a hook or a rule of the server, which may refuse this commit only. */
    private static DeliveryResult refused(RemoteRefUpdate update, Change change) {
        LOG.warnf("push rejected channel=git incident=%s reason=%s", change.incidentId(), update.getStatus());
        return DeliveryResult.retry(
                FailureReason.POLICY,
                Scope.DESTINATION,
                "the Git server rejects the push: " + reason(update)
                        + ". Let the account push to GIT_BRANCH: no protection, no required review or signature");
    }

    private static String reason(RemoteRefUpdate update) {
        String told = String.valueOf(update.getMessage())
                .replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ")
                .strip();
        return told.length() > 200 ? told.substring(0, 200) + "…" : told;
    }
}
