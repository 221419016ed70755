package org.incidentcomms.blog.site.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Where {@link SiteExport} copies the site to; used by one thread. */
public interface ExportTarget {

    /** Copies this file of the build, or deletes its copy if the build has it no more. */
    void copy(Path build, SitePath path) throws IOException;

    /**
     * Deletes the copies of pages of incidents and posts that do not exist any more, in every language, and leaves all else
     * alone.
     *
     * @param exists by the path of the page in the company's language
     */
    void sweep(Predicate<SitePath> exists) throws IOException;
}
