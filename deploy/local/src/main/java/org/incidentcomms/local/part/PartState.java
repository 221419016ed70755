package org.incidentcomms.local.part;

import java.util.Locale;

/** How a part is doing. */
public enum PartState {
    /** For another part to be ready. */
    WAITING,
    STARTING,
    READY,
    /** It died and will be started again. */
    DIED,
    /** Somebody asked for it to be stopped. */
    HELD,
    /** It did not start; the stack cannot run without it. */
    FAILED,
    STOPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
