package org.incidentcomms.api.storage;

/** Keeps texts of incidents and updates beside the incident itself, and loses them when one is withdrawn. */
public interface Redactable {
    /**
     * Takes away every text of the thing of that id, as part of the caller's transaction.
     *
     * @param id an incident's or maintenance's, or an update's
     */
    void redact(String id);
}
