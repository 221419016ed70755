package org.incidentcomms.api.template;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.request.DeclaredBlanks;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.api.template.TemplateFields.TemplateComponent;
import org.incidentcomms.events.Status;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** The use cases of templates, which are never published. */
@ApplicationScoped
public class Templates implements DeclaredBlanks {
    private final TemplateStore store;
    private final RequestReader requests;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    Templates(TemplateStore store, RequestReader requests, Audit audit, Ids ids, Clock clock) {
        this.store = store;
        this.requests = requests;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Template add(TemplateFields fields, Caller caller) {
        check(fields);
        store.lockNames();
        requireFreeName(fields.name(), "");
        Instant now = clock.instant();
        Template added = Template.of(ids.next("tpl"), 1, fields, now, now);
        store.insert(added);
        audit.record(caller, now, "template.added", added.id(), 1, null, audited(added));
        return added;
    }

    /** By merge patch. */
    @Transactional
    public Template change(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        store.lockNames();
        Template before = locked(id, ifMatch);
        TemplateFields fields = requests.patched(before.fields(), patch, TemplateFields.class);
        if (fields.equals(before.fields())) {
            return before;
        }
        check(fields);
        requireFreeName(fields.name(), id);
        Template after = Template.of(id, before.version() + 1, fields, before.createdAt(), clock.instant());
        store.update(after);
        audit.record(
                caller, after.updatedAt(), "template.changed", id, after.version(), audited(before), audited(after));
        return after;
    }

    @Transactional
    public void delete(String id, IfMatch ifMatch, Caller caller) {
        Template before = locked(id, ifMatch);
        store.delete(id);
        audit.record(caller, clock.instant(), "template.deleted", id, before.version() + 1, audited(before), null);
    }

    public Template get(String id) {
        return store.find(id).orElseThrow(() -> Problems.notFound("template"));
    }

    /** By name; of one kind, or all. */
    public List<Template> list(@Nullable TemplateKind kind) {
        return store.list().stream()
                .filter(template -> kind == null || template.kind() == kind)
                .toList();
    }

    /** What an alert could not fill in stands as {@code [variable]}, so names of variables are blanks as well. */
    @Override
    public Set<String> names() {
        return store.list().stream()
                .flatMap(template -> Stream.concat(
                        template.variables().stream(),
                        template.blanks() == null ? Stream.empty() : template.blanks().stream()))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Finds a template by id, else by name. */
    public Optional<Template> named(String idOrName) {
        return store.find(idOrName).or(() -> store.findByName(idOrName));
    }

    private Template locked(String id, IfMatch ifMatch) {
        Template found = store.lock(id).orElseThrow(() -> Problems.notFound("template"));
        ifMatch.check(found.version());
        return found;
    }

    private void requireFreeName(String name, String own) {
        store.findByName(name).filter(other -> !other.id().equals(own)).ifPresent(other -> {
            throw Problems.conflict(
                    "name",
                    "another template has this name (" + other.id()
                            + "); take another name, or change or delete that one");
        });
    }

    /** Checks what the constraints cannot: fields that do not fit the kind, and malformed placeholders. */
    private static void check(TemplateFields fields) {
        List<Violation> violations = new ArrayList<>();
        fields.textsByField().forEach((field, text) -> {
            if (!Placeholders.areWellFormed(text)) {
                violations.add(
                        new Violation(field, "{{ must be followed by the name of a variable (a-z, 0-9, _) and }}"));
            }
        });
        if (fields.kind() != TemplateKind.POSTMORTEM
                && fields.title() != null
                && Placeholders.in(List.of(fields.title())).contains(BuiltInVariables.TITLE)) {
            violations.add(new Violation("title", "cannot contain itself"));
        }
        if (fields.kind() == TemplateKind.UPDATE && fields.title() != null) {
            violations.add(new Violation("title", "an update has a headline, not a title"));
        }
        checkBlanks(fields, violations);
        checkPostmortem(fields, violations);
        checkStatus(fields.kind(), fields.status(), violations);
        checkComponents(fields, violations);
        Problems.throwIfAny(violations);
    }

    private static void checkPostmortem(TemplateFields fields, List<Violation> violations) {
        if (fields.kind() != TemplateKind.POSTMORTEM) {
            return;
        }
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        others.put("headline", fields.headline());
        others.put("impact", fields.impact());
        others.put("scope", fields.scope());
        others.put("components", fields.components());
        others.put("texts", fields.texts());
        others.forEach((field, value) -> {
            if (value != null) {
                violations.add(new Violation(field, "a post-mortem has only title, message, author and notify"));
            }
        });
    }

    private static void checkBlanks(TemplateFields fields, List<Violation> violations) {
        List<String> blanks = fields.blanks() == null ? List.of() : fields.blanks();
        for (int i = 0; i < blanks.size(); i++) {
            String shown = "[" + blanks.get(i) + "]";
            if (fields.textsByField().values().stream().noneMatch(text -> text.contains(shown))) {
                violations.add(new Violation("blanks[" + i + "]", "no text of the template has " + shown));
            }
        }
    }

    private static void checkStatus(TemplateKind kind, @Nullable Status status, List<Violation> violations) {
        if (status == null) {
            return;
        }
        boolean ofIncident = switch (status) {
            case INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED -> true;
            default -> false;
        };
        switch (kind) {
            case INCIDENT -> {
                if (!ofIncident) {
                    violations.add(
                            new Violation("status", "must be one of investigating, identified, monitoring, resolved"));
                }
            }
            case UPDATE -> {
                if (status == Status.CANCELLED) {
                    violations.add(new Violation("status", "an update cannot cancel a maintenance; use POST …/cancel"));
                }
            }
            case MAINTENANCE -> violations.add(new Violation("status", "a maintenance begins as scheduled"));
            case POSTMORTEM -> violations.add(new Violation("status", "a post-mortem has none"));
        }
    }

    private static void checkComponents(TemplateFields fields, List<Violation> violations) {
        @Nullable List<TemplateComponent> named = fields.components();
        List<TemplateComponent> components = named == null ? List.of() : named;
        for (int i = 0; i < components.size(); i++) {
            boolean hasStatus = components.get(i).status() != null;
            if (fields.kind() == TemplateKind.MAINTENANCE && hasStatus) {
                violations.add(new Violation(
                        "components[" + i + "].status", "a maintenance sets its components' states itself"));
            }
            if (fields.kind() != TemplateKind.MAINTENANCE && !hasStatus) {
                violations.add(new Violation("components[" + i + "].status", "must not be null"));
            }
        }
    }

    private static Map<String, Object> audited(Template template) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", template.name());
        fields.put("kind", template.kind().wire());
        fields.put("variables", template.variables());
        return fields;
    }
}
