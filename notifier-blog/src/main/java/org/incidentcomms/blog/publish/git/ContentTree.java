package org.incidentcomms.blog.publish.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.incidentcomms.blog.publish.git.IncidentFile.Origin;
import org.jspecify.annotations.Nullable;

/** The files of one commit: finds those of an incident by their front matter, wherever they were moved to. */
final class ContentTree {
    /** Front matter is at the beginning. */
    private static final int READ = 16 << 10;

    private final DirCache files = DirCache.newInCore();
    private final Repository repository;
    private final String directory;

    private ContentTree(Repository repository, String directory) {
        this.repository = repository;
        this.directory = directory.isEmpty() ? "" : directory + "/";
    }

    /** A file of an incident. */
    record Found(String path, ObjectId blob, Origin origin) {}

    /** @param commit null for an empty repository */
    static ContentTree of(Repository repository, String directory, @Nullable ObjectId commit) throws IOException {
        ContentTree tree = new ContentTree(repository, directory);
        if (commit != null) {
            try (RevWalk walk = new RevWalk(repository);
                    ObjectReader reader = repository.newObjectReader()) {
                DirCacheBuilder builder = tree.files.builder();
                builder.addTree(
                        new byte[0],
                        DirCacheEntry.STAGE_0,
                        reader,
                        walk.parseCommit(commit).getTree());
                builder.finish();
            }
        }
        return tree;
    }

    List<Found> filesOf(String incidentId) throws IOException {
        List<Found> found = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (DirCacheEntry entry : files.getEntriesWithin(directory)) {
                if (entry.getPathString().endsWith(".md") && entry.getFileMode().equals(FileMode.REGULAR_FILE)) {
                    String text = beginning(reader, entry.getObjectId());
                    // Most files are of other incidents: their front matter is not parsed.
                    if (text.contains(incidentId)) {
                        IncidentFile.origin(text)
                                .filter(of -> of.incidentId().equals(incidentId))
                                .ifPresent(of -> found.add(new Found(entry.getPathString(), entry.getObjectId(), of)));
                    }
                }
            }
        }
        return found;
    }

    /** The path for a new file; with the incident's id if another file has that name. */
    String freePath(String name, String incidentId) {
        String path = directory + name;
        return files.getEntry(path) == null ? path : directory + name.replaceFirst("\\.md$", "-" + incidentId + ".md");
    }

    /** Writes the tree with {@code file} at {@code path}, and without {@code removed}; returns its id. */
    ObjectId with(@Nullable IncidentFile file, @Nullable String path, List<String> removed, ObjectInserter inserter)
            throws IOException {
        DirCacheEditor editor = files.editor();
        removed.forEach(old -> editor.add(new DirCacheEditor.DeletePath(old)));
        if (file != null && path != null) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, file.content().getBytes(StandardCharsets.UTF_8));
            editor.add(new DirCacheEditor.PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.REGULAR_FILE);
                    entry.setObjectId(blob);
                }
            });
        }
        editor.finish();
        return files.writeTree(inserter);
    }

    private static String beginning(ObjectReader reader, ObjectId blob) throws IOException {
        try (var in = reader.open(blob, Constants.OBJ_BLOB).openStream()) {
            return new String(in.readNBytes(READ), StandardCharsets.UTF_8);
        }
    }
}
