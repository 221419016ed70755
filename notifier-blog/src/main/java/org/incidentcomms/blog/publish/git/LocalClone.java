package org.incidentcomms.blog.publish.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * A bare clone of the remote branch's tip, without its history, in a temporary directory. It holds nothing of value: if
 * it vanishes or is damaged it is fetched again. Not thread-safe.
 */
final class LocalClone implements AutoCloseable {
    private static final String TIP = "refs/mirror/tip";
    /** Each push leaves a few objects, so after that many the clone is made again. */
    private static final int MOST_PUSHES = 500;

    private final GitRemote remote;
    private final String branch;
    private @Nullable Path directory;
    private @Nullable Repository repository;
    private int pushes;

    LocalClone(GitRemote remote, String branch) {
        this.remote = remote;
        this.branch = "refs/heads/" + branch;
    }

    Repository repository() throws IOException {
        Repository open = repository;
        if (open != null && pushes < MOST_PUSHES && isWhole()) {
            return open;
        }
        close();
        Path fresh = Files.createTempDirectory("incidentcomms-git-");
        directory = fresh;
        open = new FileRepositoryBuilder().setBare().setGitDir(fresh.toFile()).build();
        repository = open;
        open.create(true);
        return open;
    }

    /** Fetches the remote branch's tip; empty if the branch does not exist yet. */
    Optional<ObjectId> fetch() throws IOException {
        Repository local = repository();
        try (Transport transport = remote.open(local)) {
            ObjectId tip;
            try (FetchConnection connection = transport.openFetch()) {
                Ref ref = connection.getRef(branch);
                tip = ref == null ? null : ref.getObjectId();
            }
            if (tip != null && !local.getObjectDatabase().has(tip)) {
                transport.setDepth(1);
                transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + branch + ":" + TIP)));
                // The branch may have moved since its tip was told.
                tip = local.exactRef(TIP).getObjectId();
            }
            return Optional.ofNullable(tip);
        }
    }

    /**
     * Pushes {@code commit} if the remote branch is still at {@code tip}.
     *
     * @param tip null if the branch is to be created
     */
    RemoteRefUpdate push(ObjectId commit, @Nullable ObjectId tip) throws IOException {
        Repository local = repository();
        ObjectId expected = tip == null ? ObjectId.zeroId() : tip;
        RemoteRefUpdate update = new RemoteRefUpdate(local, commit.name(), commit, branch, false, null, expected);
        pushes++;
        try (Transport transport = remote.open(local)) {
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        }
        return update;
    }

    private boolean isWhole() {
        return directory != null
                && Files.exists(directory.resolve("objects"))
                && Files.exists(directory.resolve("HEAD"));
    }

    /** Deletes the clone; the next use makes another. */
    @Override
    public void close() throws IOException {
        Repository open = repository;
        Path old = directory;
        repository = null;
        directory = null;
        pushes = 0;
        if (open != null) {
            open.close();
        }
        if (old != null) {
            File folder = old.toFile();
            FileUtils.delete(folder, FileUtils.RECURSIVE | FileUtils.SKIP_MISSING | FileUtils.IGNORE_ERRORS);
        }
    }
}
