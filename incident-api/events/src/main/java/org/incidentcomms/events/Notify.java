package org.incidentcomms.events;

/**
 * Who is told of an update. The status page always shows every published update; {@code blog: false} only leaves out
 * the blog post.
 */
public record Notify(boolean email, boolean twitter, boolean blog) {
    public static final Notify EVERYBODY = new Notify(true, true, true);
    public static final Notify NOBODY = new Notify(false, false, false);
}
