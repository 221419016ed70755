package org.incidentcomms.local.part;

import java.util.Locale;

/** State of a part. */
public enum PartState {
    /** Waits for another part to be ready. */
    WAITING,
    STARTING,
    READY,
    /** It died and will be restarted. */
    DIED,
    /** It is stopped on request. */
    HELD,
    /** It did not start; the stack cannot run without it. */
    FAILED,
    STOPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
