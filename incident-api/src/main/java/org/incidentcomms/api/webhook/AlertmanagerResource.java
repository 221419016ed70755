package org.incidentcomms.api.webhook;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotent;
import org.incidentcomms.api.incident.ApiPaths;
import org.incidentcomms.api.request.MaxBody;
import org.incidentcomms.api.webhook.WebhookResult.Action;
import org.incidentcomms.events.IncidentKind;
import org.jspecify.annotations.Nullable;

/** {@code /v1/hooks/alertmanager}. */
@Path("/v1/hooks/alertmanager")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Hooks", description = "Webhooks for monitoring systems; they need a token of the group alerting")
public class AlertmanagerResource {
    private static final String EXAMPLE = """
            {"version": "4", "groupKey": "{}:{alertname=\\"ProbeFailure\\"}", "truncatedAlerts": 0, "status": "firing",
             "receiver": "incidentcomms", "externalURL": "http://alertmanager.example.org:9093",
             "groupLabels": {"alertname": "ProbeFailure"},
             "commonLabels": {"alertname": "ProbeFailure", "job": "http_checks", "severity": "critical"},
             "commonAnnotations": {"summary": "Log-in fails", "description": "The log-in page has been down for 5 minutes."},
             "alerts": [{"status": "firing", "startsAt": "2026-02-02T13:08:45.828Z", "endsAt": "0001-01-01T00:00:00Z",
               "labels": {"alertname": "ProbeFailure", "instance": "https://login.example.org", "job": "http_checks",
                 "severity": "critical"},
               "annotations": {"summary": "Log-in fails", "description": "The log-in page has been down for 5 minutes."},
               "generatorURL": "http://prometheus.example.org:9090/graph", "fingerprint": "1a30ba71cca2921f"}]}""";

    private final AlertGroups groups;
    private final CallerProvider callers;

    AlertmanagerResource(AlertGroups groups, CallerProvider callers) {
        this.groups = groups;
        this.callers = callers;
    }

    @POST
    @Idempotent
    @RolesAllowed({Groups.ALERTING, Groups.OPERATOR})
    @Operation(
            summary = "Receive a webhook of Prometheus Alertmanager",
            description = "Keeps one draft of an incident per groupKey; it is sent to nobody until an operator "
                    + "publishes it. When the group is resolved, an unchanged draft is deleted; for a "
                    + "published incident, a draft of the resolving update is created.")
    @APIResponseSchema(
            value = WebhookResult.class,
            responseCode = "200",
            responseDescription = "No new draft was needed.")
    @APIResponse(
            responseCode = "202",
            description = "A draft was created for an operator to review.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookResult.class)))
    @MaxBody(MaxBody.ANALYSIS)
    public Response take(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("template")
                    @Parameter(
                            description =
                                    "Id or name of an incident template; the labels and annotations are its variables. "
                                            + "Without a template, the annotations summary and description are used.")
                    @Nullable String template,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AlertmanagerPayload.class),
                                            examples = @ExampleObject(name = "firing", value = EXAMPLE)))
                    AlertmanagerPayload notice) {
        WebhookResult answer = groups.take(notice, template, callers.current());
        return answer.draft() == null || answer.action() != Action.CREATED
                ? Response.ok(answer).build()
                : Response.accepted(answer)
                        .location(URI.create(ApiPaths.of(IncidentKind.INCIDENT, answer.incident(), answer.draft())))
                        .build();
    }
}
