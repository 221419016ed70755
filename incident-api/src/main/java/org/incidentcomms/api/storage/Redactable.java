package org.incidentcomms.api.storage;

import org.incidentcomms.events.Update;

/** Stores texts of incidents and updates outside the incident itself, and deletes them on withdrawal. */
public interface Redactable {
    /**
     * Deletes every text of this resource, in the caller's transaction.
     *
     * @param id of an incident, a maintenance or an update
     */
    void redact(String id);

    /**
     * Deletes every text of one update, in the caller's transaction.
     *
     * @param incidentId of the incident the update belongs to
     * @param update as published, for stores that keep its texts under another id
     */
    default void redactUpdate(String incidentId, Update update) {
        redact(update.id());
    }
}
