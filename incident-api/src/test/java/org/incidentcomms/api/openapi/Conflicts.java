package org.incidentcomms.api.openapi;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.incidentcomms.api.Api;
import org.jspecify.annotations.Nullable;

/** For each call that can be refused with 409, how that is brought about. */
final class Conflicts {

    /** @param body null where the call has none */
    record Attempt(String path, @Nullable String body) {}

    private static final String ANNOUNCED_DRAFT = "{\"message\": \"m\", \"publication\": \"draft\"}";

    /** Nothing stands against these but a first attempt that is still running. */
    private static final Set<String> BY_KEY_ALONE = Set.of(
            "POST /v1/incidents",
            "POST /v1/maintenances",
            "POST /v1/components",
            "POST /v1/channels/{id}/resume",
            "POST /v1/channels/{id}/test-message",
            "POST /v1/hooks/alertmanager",
            "POST /v1/incidents/{id}/deliveries/retry",
            "POST /v1/incidents/{id}/deliveries/stop",
            "POST /v1/maintenances/{id}/deliveries/retry",
            "POST /v1/maintenances/{id}/deliveries/stop");

    /** Nothing stands against these but somebody who publishes the draft in between. */
    private static final Set<String> BY_RACE_ALONE = Set.of(
            "PATCH /v1/incidents/{id}",
            "PATCH /v1/incidents/{id}/updates/{update_id}",
            "PATCH /v1/maintenances/{id}/updates/{update_id}");

    private static final Map<String, Function<Operation, Attempt>> BELOW_INCIDENT_OR_MAINTENANCE = Map.ofEntries(
            Map.entry("DELETE /{id}", call -> new Attempt(call.at(Places.published(call), ""), null)),
            Map.entry("DELETE /{id}/updates/{update_id}", Conflicts::ofFirstUpdate),
            Map.entry("GET /{id}/drafts", call -> new Attempt(call.at(Places.draft(call), ""), null)),
            Map.entry("POST /{id}/updates", call -> new Attempt(call.at(Places.draft(call), ""), ANNOUNCED_DRAFT)),
            Map.entry("POST /{id}/publish", call -> new Attempt(call.at(Places.published(call), ""), null)),
            Map.entry("POST /{id}/updates/{update_id}/publish", Conflicts::ofFirstUpdate),
            Map.entry("POST /{id}/approve", call -> new Attempt(call.at(Places.published(call), ""), "{}")),
            Map.entry("POST /{id}/updates/{update_id}/approve", Conflicts::ofFirstUpdate),
            Map.entry("POST /{id}/postmortem/publish", call -> new Attempt(call.at(Places.ended(call), ""), "{}")),
            Map.entry("POST /{id}/postmortem/withdraw", call -> new Attempt(call.at(Places.ended(call), ""), "{}")),
            Map.entry(
                    "POST /{id}/withdraw", call -> new Attempt(call.at(Places.draft(call), ""), "{\"reason\":\"r\"}")),
            Map.entry("POST /{id}/updates/{update_id}/withdraw", Conflicts::ofFirstUpdate),
            Map.entry(
                    "PATCH /{id}",
                    call -> new Attempt(
                            call.at(Places.ended(call), ""), "{\"ends_at\": \"2098-08-06T16:00:00-07:00\"}")),
            Map.entry(
                    "POST /{id}/cancel", call -> new Attempt(call.at(Places.ended(call), ""), "{\"message\":\"m\"}")));

    private Conflicts() {}

    static boolean isByKeyAlone(Operation call) {
        return BY_KEY_ALONE.contains(call.toString());
    }

    static boolean isByRaceAlone(Operation call) {
        return BY_RACE_ALONE.contains(call.toString());
    }

    /** What is refused as things stand; null where nothing is. */
    static @Nullable Attempt of(Operation call) {
        if (call.isAboutAnnounced() && !isByRaceAlone(call)) {
            var way = BELOW_INCIDENT_OR_MAINTENANCE.get(
                    call.method() + " " + call.path().replaceFirst("/v1/[a-z]+", ""));
            return way == null ? null : way.apply(call);
        }
        return switch (call.toString()) {
            case "POST /v1/templates" -> new Attempt("/v1/templates", template(taken()));
            case "PATCH /v1/templates/{id}" ->
                new Attempt(Bodies.freshPath("PATCH /v1/templates/{id}"), "{\"name\": \"" + taken() + "\"}");
            case "POST /v1/previews" -> {
                String over = Bodies.freshPath("POST /v1/maintenances/{id}/cancel");
                Api.operator().body("{\"message\": \"m\"}").post(over).then().statusCode(200);
                yield new Attempt(
                        call.path(),
                        "{\"maintenance_id\": \"" + over.split("/")[3] + "\", \"cancel\": {\"message\": \"m\"}}");
            }
            default -> null;
        };
    }

    private static Attempt ofFirstUpdate(Operation call) {
        String owner = Places.published(call);
        String body = !call.hasBody() ? null : call.path().endsWith("/withdraw") ? "{\"reason\": \"r\"}" : "{}";
        return new Attempt(call.at(owner, Places.firstUpdate(call, owner)), body);
    }

    private static String taken() {
        String name = "Taken " + UUID.randomUUID();
        Api.operator().body(template(name)).post("/v1/templates").then().statusCode(201);
        return name;
    }

    private static String template(String name) {
        return "{\"name\": \"" + name + "\", \"kind\": \"incident\"}";
    }
}
