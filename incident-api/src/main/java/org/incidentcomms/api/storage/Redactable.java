package org.incidentcomms.api.storage;

import org.incidentcomms.events.Update;

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
     * @param incidentId of what it is an update
     * @param update as it was told, for who keeps its words under another id
     */
    default void redactUpdate(String incidentId, Update update) {
        redact(update.id());
    }
}
