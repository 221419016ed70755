package org.incidentcomms.local.part;

/** Hears what becomes of the parts, from any thread. */
@FunctionalInterface
public interface PartListener {

    /** @param story what happened, in a few words for a person */
    void changed(Part part, PartState state, String story);
}
