package org.incidentcomms.api.incident;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.Notify;
import org.jspecify.annotations.Nullable;

/** Whom the operator wants told; a channel not named follows the default. */
@Schema(description = "Who is told. Each is true where absent, but false where an incident of the past is filled in.")
public record NotifyChoice(
        @Nullable Boolean email,
        @Nullable Boolean twitter,
        @Nullable Boolean blog) {

    public static Notify orDefault(@Nullable NotifyChoice choice, Notify otherwise) {
        if (choice == null) {
            return otherwise;
        }
        return new Notify(
                orElse(choice.email, otherwise.email()),
                orElse(choice.twitter, otherwise.twitter()),
                orElse(choice.blog, otherwise.blog()));
    }

    private static boolean orElse(@Nullable Boolean choice, boolean otherwise) {
        return choice == null ? otherwise : choice;
    }
}
