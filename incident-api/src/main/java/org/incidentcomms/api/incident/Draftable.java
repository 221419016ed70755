package org.incidentcomms.api.incident;

import org.incidentcomms.api.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A command that can be kept as a draft and carried out later. */
public interface Draftable {
    /** What the operator wants done with it; null is published, that is: at once. */
    @Nullable Publication publication();

    /** Whether it is to be kept rather than carried out; 422 for what cannot be done with it. */
    default boolean staysDraft() {
        if (publication() == Publication.SCHEDULED) {
            throw Problems.invalid(
                    "publication", "must be draft or published; publishing at a set time is not offered yet");
        }
        return publication() == Publication.DRAFT;
    }
}
