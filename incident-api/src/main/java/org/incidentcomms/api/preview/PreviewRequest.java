package org.incidentcomms.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.incidentcomms.api.maintenance.Automatic;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The call to preview, and its body; or a draft, then the body is its id and the kind is irrelevant.
 *
 * @param id of the incident or maintenance, or null if the call creates a new one
 * @param updateId of the update to correct, else null
 * @param field name of the body's field in the request; empty if the request is the body
 * @param automatic the automatic action to preview after the call, or null for the call itself
 */
record PreviewRequest(
        Occasion occasion,
        IncidentKind kind,
        @Nullable String id,
        @Nullable String updateId,
        String field,
        JsonNode body,
        @Nullable Automatic automatic) {

    enum Occasion {
        DRAFT,
        /** The stored incident, unchanged. */
        NOTHING,
        OPEN,
        UPDATE,
        CORRECT,
        CHANGE,
        CANCEL,
        POSTMORTEM
    }

    private static final String INCIDENT_ID = "incident_id";
    private static final String MAINTENANCE_ID = "maintenance_id";
    private static final String UPDATE_ID = "update_id";
    private static final List<String> IDS = List.of(INCIDENT_ID, MAINTENANCE_ID, UPDATE_ID);
    private static final String CORRECTION = "correction";
    private static final String DRAFT = "draft";
    private static final String AUTOMATIC = "automatic";
    private static final List<String> NEW = List.of("incident", "maintenance");
    private static final List<String> MORE = List.of("update", CORRECTION, "change", "cancel", "postmortem");

    /** 400 if a field has the wrong type, 422 if they cannot be combined; the bodies are not validated here. */
    static PreviewRequest read(JsonNode request) {
        if (!(request instanceof ObjectNode fields)) {
            throw Problems.wrongType("", "must be an object");
        }
        Automatic automatic = automatic(fields);
        if (text(fields, DRAFT) != null) {
            requireNoOther(fields, DRAFT, Set.of(AUTOMATIC));
            return new PreviewRequest(
                    Occasion.DRAFT, IncidentKind.INCIDENT, null, null, DRAFT, fields.get(DRAFT), automatic);
        }
        String incident = text(fields, INCIDENT_ID);
        String maintenance = text(fields, MAINTENANCE_ID);
        String update = text(fields, UPDATE_ID);
        if (incident != null && maintenance != null) {
            throw Problems.invalid(MAINTENANCE_ID, "must not be combined with incident_id");
        }
        if (incident == null && maintenance == null) {
            return ofNew(fields, update, automatic);
        }
        if (automatic != null) {
            if (maintenance == null) {
                throw Problems.invalid(AUTOMATIC, "is allowed only for a maintenance");
            }
            requireNoOther(fields, AUTOMATIC, Set.of(MAINTENANCE_ID));
            return new PreviewRequest(
                    Occasion.NOTHING, IncidentKind.MAINTENANCE, maintenance, null, "", fields, automatic);
        }
        IncidentKind kind = incident != null ? IncidentKind.INCIDENT : IncidentKind.MAINTENANCE;
        String id = incident != null ? incident : maintenance;
        List<String> given = MORE.stream().filter(fields::has).toList();
        // Beside an update_id, a text named correction is the mode of a bare body: silent or announce.
        boolean isBare = given.isEmpty()
                || update != null
                        && given.getFirst().equals(CORRECTION)
                        && fields.get(CORRECTION).isTextual();
        if (isBare) {
            ObjectNode bare = fields.deepCopy().without(IDS);
            return new PreviewRequest(
                    update == null ? Occasion.UPDATE : Occasion.CORRECT, kind, id, update, "", bare, null);
        }
        String field = given.getFirst();
        boolean isCorrection = field.equals(CORRECTION);
        requireNoOther(fields, field, Set.copyOf(IDS));
        if (isCorrection && update == null) {
            throw Problems.invalid(UPDATE_ID, "is required: the update to correct");
        }
        if (!isCorrection && update != null) {
            throw Problems.invalid(UPDATE_ID, "is allowed only with correction");
        }
        Occasion occasion = switch (field) {
            case "update" -> Occasion.UPDATE;
            case CORRECTION -> Occasion.CORRECT;
            case "postmortem" -> Occasion.POSTMORTEM;
            case "change" -> ofMaintenance(kind, field, Occasion.CHANGE);
            default -> ofMaintenance(kind, field, Occasion.CANCEL);
        };
        return new PreviewRequest(occasion, kind, id, update, field, object(fields, field), null);
    }

    private static PreviewRequest ofNew(ObjectNode fields, @Nullable String update, @Nullable Automatic automatic) {
        for (String field : NEW) {
            if (fields.has(field)) {
                IncidentKind kind = field.equals("incident") ? IncidentKind.INCIDENT : IncidentKind.MAINTENANCE;
                requireNoOther(fields, field, kind == IncidentKind.INCIDENT ? Set.of() : Set.of(AUTOMATIC));
                return new PreviewRequest(Occasion.OPEN, kind, null, null, field, object(fields, field), automatic);
            }
        }
        if (update != null) {
            throw Problems.invalid(UPDATE_ID, "is allowed only with incident_id or maintenance_id");
        }
        for (String field : MORE) {
            if (fields.has(field)) {
                throw Problems.invalid(INCIDENT_ID, "or maintenance_id is required with " + field + "");
            }
        }
        if (automatic != null) {
            throw Problems.invalid(MAINTENANCE_ID, "or maintenance, or draft, is required with automatic");
        }
        if (fields.isEmpty()) {
            throw Problems.invalid("incident", "or maintenance, or an id with the change to preview, is required");
        }
        IncidentKind kind =
                fields.has("starts_at") || fields.has("ends_at") ? IncidentKind.MAINTENANCE : IncidentKind.INCIDENT;
        return new PreviewRequest(Occasion.OPEN, kind, null, null, "", fields, null);
    }

    private static Occasion ofMaintenance(IncidentKind kind, String field, Occasion occasion) {
        if (kind != IncidentKind.MAINTENANCE) {
            throw Problems.invalid(field, "is allowed only with maintenance_id");
        }
        return occasion;
    }

    private static void requireNoOther(ObjectNode fields, String field, Set<String> beside) {
        Set<String> others = new TreeSet<>();
        fields.fieldNames().forEachRemaining(others::add);
        others.remove(field);
        others.removeAll(beside);
        for (String other : others) {
            throw Problems.invalid(other, "must not be combined with " + field);
        }
    }

    private static JsonNode object(ObjectNode fields, String field) {
        JsonNode body = fields.get(field);
        if (!body.isObject()) {
            throw Problems.wrongType(field, "must be an object");
        }
        return body;
    }

    private static @Nullable Automatic automatic(ObjectNode fields) {
        String word = string(fields, AUTOMATIC);
        return word == null
                ? null
                : Arrays.stream(Automatic.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElseThrow(() -> Problems.invalid(AUTOMATIC, "must be one of reminder, start, complete"));
    }

    private static @Nullable String text(ObjectNode fields, String field) {
        String id = string(fields, field);
        if (id != null && !TextRules.isName(id)) {
            throw Problems.invalid(field, "must be an id");
        }
        return id;
    }

    private static @Nullable String string(ObjectNode fields, String field) {
        JsonNode value = fields.path(field);
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Problems.wrongType(field, "must be a string");
        }
        return value.asText();
    }
}
