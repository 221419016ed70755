package org.incidentcomms.local.part;

/** Receives state changes of the parts, on any thread. */
@FunctionalInterface
public interface PartListener {

    /**
     * @param story what happened, in a few words
     */
    void changed(ManagedProcess part, PartState state, String story);
}
