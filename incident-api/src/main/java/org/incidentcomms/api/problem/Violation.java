package org.incidentcomms.api.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One thing that is wrong with a request. */
public record Violation(
        @Schema(
                description = "Where: a path into the body, a parameter or a header.",
                examples = "components[0].status")
        String field,

        @Schema(examples = "must be one of operational, degraded_performance")
        String message) {}
