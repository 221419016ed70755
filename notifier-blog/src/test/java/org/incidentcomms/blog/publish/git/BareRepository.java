package org.incidentcomms.blog.publish.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/** A bare repository with the branch {@code main}, into which somebody else may commit too. */
final class BareRepository implements AutoCloseable {
    static final String BRANCH = "refs/heads/main";

    private final Path directory;
    private final Repository repository;

    BareRepository() {
        try {
            directory = Files.createTempDirectory("bare-");
            repository = new FileRepositoryBuilder()
                    .setBare()
                    .setGitDir(directory.toFile())
                    .build();
            repository.create(true);
            // Its clean-up would delete folders into which the other writer is writing.
            repository.getConfig().setBoolean("receive", null, "autogc", false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Repository repository() {
        return repository;
    }

    /** Commits a file directly, as another writer. */
    synchronized void commit(String path, String content) {
        try (ObjectInserter inserter = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            ObjectId tip = tip();
            DirCache files = DirCache.newInCore();
            if (tip != null) {
                var builder = files.builder();
                builder.addTree(
                        new byte[0],
                        0,
                        repository.newObjectReader(),
                        walk.parseCommit(tip).getTree());
                builder.finish();
            }
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
            DirCacheEditor editor = files.editor();
            editor.add(new DirCacheEditor.PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                    entry.setObjectId(blob);
                }
            });
            editor.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            if (tip != null) {
                commit.setParentId(tip);
            }
            PersonIdent other = new PersonIdent("Somebody", "somebody@example.com");
            commit.setAuthor(other);
            commit.setCommitter(other);
            commit.setMessage("Somebody's " + path);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.updateRef(BRANCH);
            update.setNewObjectId(id);
            update.setExpectedOldObjectId(tip == null ? ObjectId.zeroId() : tip);
            if (update.update() == RefUpdate.Result.LOCK_FAILURE) {
                commit(path, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable ObjectId tip() {
        try {
            return repository.resolve(BRANCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commits of the branch, oldest first. */
    List<RevCommit> commits() {
        List<RevCommit> commits = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId tip = tip();
            if (tip != null) {
                walk.markStart(walk.parseCommit(tip));
                walk.forEach(commits::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commits.reversed();
    }

    /** The files of the branch's tip: content by path. */
    Map<String, String> files() {
        ObjectId tip = tip();
        return tip == null ? Map.of() : files(tip);
    }

    Map<String, String> files(ObjectId commit) {
        Map<String, String> files = new LinkedHashMap<>();
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(commit).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                byte[] content = repository.open(tree.getObjectId(0)).getBytes();
                files.put(tree.getPathString(), new String(content, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    @Override
    public void close() {
        repository.close();
        try {
            FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
