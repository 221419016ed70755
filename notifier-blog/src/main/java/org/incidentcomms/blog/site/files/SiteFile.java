package org.incidentcomms.blog.site.files;

import java.time.Instant;

/** A file's content and its modification time. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SiteFile(byte[] content, Instant modified) {}
