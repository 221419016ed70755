package org.incidentcomms.blog.site.files;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that depends on events.
 *
 * @param madeOf what it is rendered from, compared by {@code equals}: as long as it is equal, so is the content
 * @param content renders the file
 * @param topic URL by which subscribers of a WebSub hub know it, null if none does
 */
public record DerivedFile(
        SitePath path,
        Object madeOf,
        Supplier<byte[]> content,
        @Nullable String topic) {
    public DerivedFile(SitePath path, Object madeOf, Supplier<byte[]> content) {
        this(path, madeOf, content, null);
    }

    /** The same file below this directory, which is empty or has a trailing slash. */
    public DerivedFile in(String directory) {
        return directory.isEmpty()
                ? this
                : new DerivedFile(new SitePath(directory + path.value()), madeOf, content, topic);
    }
}
