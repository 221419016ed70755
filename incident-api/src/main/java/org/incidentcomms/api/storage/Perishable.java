package org.incidentcomms.api.storage;

import java.time.Instant;

/** Holds rows that lose their use with age; {@link Housekeeping} clears them away every hour. */
public interface Perishable {
    /** Deletes what is no longer needed at {@code now}, and says how many rows that were. */
    int clearAway(Instant now);
}
