package org.incidentcomms.blog.site.serve;

/** What a browser may do with our pages: nothing that is not ours. */
final class ContentSecurity {
    private static final String FENCE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** {@code connect-src}: an open page asks for itself again, to stay up to date. */
    static final String PAGE = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
            + "connect-src 'self'; " + FENCE;

    /** The page that brings its own style and runs nothing. */
    static final String STANDALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; " + FENCE;

    private ContentSecurity() {}
}
