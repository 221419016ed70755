package org.incidentcomms.blog.site.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids of the incidents and components that a build shows, in a file beside it, where no web server finds it: one
 * line for each that came ({@code +id}) or went ({@code -id}), so that an event costs the same however many there are.
 * Not thread-safe.
 */
public final class Inventory {
    private static final String EXTENSION = ".inventory";

    private final Path file;
    private final Set<String> ids = new HashSet<>();

    Inventory(Path build) {
        this.file = fileOf(build);
    }

    /** The inventory of the build in this directory. */
    static Path fileOf(Path build) {
        return build.resolveSibling(build.getFileName() + EXTENSION);
    }

    /** Notes whether the build shows this incident or component. */
    public void note(String id, boolean isShown) {
        if (ids.contains(id) != isShown) {
            try {
                Files.writeString(
                        file,
                        (isShown ? "+" : "-") + id + "\n",
                        UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (isShown) {
                ids.add(id);
            } else {
                ids.remove(id);
            }
        }
    }

    /** The ids of a build's inventory; empty if it has none. */
    static Set<String> read(Path build) {
        Set<String> ids = new HashSet<>();
        try {
            for (String line : Files.readAllLines(fileOf(build), UTF_8)) {
                if (line.startsWith("+")) {
                    ids.add(line.substring(1));
                } else if (line.startsWith("-")) {
                    ids.remove(line.substring(1));
                }
            }
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }
}
