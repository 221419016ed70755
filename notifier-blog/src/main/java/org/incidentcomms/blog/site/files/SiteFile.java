package org.incidentcomms.blog.site.files;

import java.time.Instant;

/** What a file held when it was read, and when that had been written. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SiteFile(byte[] content, Instant modified) {}
