package org.incidentcomms.api.storage;

import java.util.List;

/** Keeps texts of incidents and updates beside the incident itself, and loses them when one is withdrawn. */
public interface Redactable {
    /**
     * Takes away every text of the thing of that id, as part of the caller's transaction.
     *
     * @param id an incident's or maintenance's, or an update's
     */
    void redact(String id);

    /**
     * Takes away every text of one update, as part of the caller's transaction.
     *
     * @param texts what it said and had said before it was corrected
     */
    default void redactUpdate(String incidentId, String updateId, List<String> texts) {
        redact(updateId);
    }
}
