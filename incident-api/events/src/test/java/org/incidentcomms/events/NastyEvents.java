package org.incidentcomms.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.ComponentDeleted;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceCompleted;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.StatusEvent.MaintenanceUpdated;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.StatusEvent.PostmortemWithdrawn;
import org.jspecify.annotations.Nullable;

/** Events that are allowed but unpleasant: odd texts, odd zones, times at the edges. One seed, one event. */
final class NastyEvents {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "plain",
            "quote \" backslash \\ slash /",
            "</script><script>alert(1)</script>",
            "line\r\nbreak\ttab",
            "nul \u0000 bell \u0007",
            "separators \u2028 \u2029 \uFEFF",
            "emoji \uD83D\uDC69\u200D\uD83D\uDCBB flag \uD83C\uDDFA\uD83C\uDDF8",
            "right-to-left \u202E\u05E9\u05DC\u05D5\u05DD",
            "combining e\u0301 zalgo Z\u0351\u036B",
            "{{handlebars}} ${el} %s {0}",
            "a".repeat(25_000));
    private static final List<Instant> TIMES = List.of(
            Instant.EPOCH,
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Instant.parse("2015-03-08T10:00:00Z"),
            Instant.parse("2023-08-05T17:00:00.120Z"),
            Instant.parse("9999-12-31T23:59:58Z"));
    private static final List<String> ZONES =
            List.of("America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "Z", "+05:30", "Etc/GMT+8");

    private final Random random;

    NastyEvents(long seed) {
        this.random = new Random(seed);
    }

    StatusEvent event(EventType type) {
        IncidentKind kind = type.isMaintenance() ? IncidentKind.MAINTENANCE : one(List.of(IncidentKind.values()));
        boolean withdrawn = type == EventType.INCIDENT_WITHDRAWN;
        Incident incident = incident(kind, withdrawn);
        String updateId = withdrawn ? "none" : one(incident.updates()).id();
        return switch (type) {
            case INCIDENT_OPENED -> new IncidentOpened(incident, updateId);
            case INCIDENT_UPDATED -> new IncidentUpdated(incident, updateId);
            case INCIDENT_EDITED -> new IncidentEdited(incident);
            case INCIDENT_CORRECTED -> new IncidentCorrected(incident, updateId);
            case INCIDENT_WITHDRAWN -> new IncidentWithdrawn(incident);
            case POSTMORTEM_PUBLISHED -> new PostmortemPublished(incident, "pm-1");
            case POSTMORTEM_WITHDRAWN -> new PostmortemWithdrawn(incident);
            case MAINTENANCE_SCHEDULED -> new MaintenanceScheduled(incident, updateId);
            case MAINTENANCE_RESCHEDULED -> new MaintenanceRescheduled(incident, updateId);
            case MAINTENANCE_REMINDED -> new MaintenanceReminded(incident, updateId);
            case MAINTENANCE_STARTED -> new MaintenanceStarted(incident, updateId);
            case MAINTENANCE_UPDATED -> new MaintenanceUpdated(incident, updateId);
            case MAINTENANCE_COMPLETED -> new MaintenanceCompleted(incident, updateId);
            case MAINTENANCE_CANCELLED -> new MaintenanceCancelled(incident, updateId);
            case COMPONENT_CHANGED -> new ComponentChanged(component());
            case COMPONENT_DELETED -> new ComponentDeleted(component());
            case DELIVERY_RETRY_REQUESTED -> new DeliveryRetryRequested(incident, maybe(() -> updateId), channels());
            case DELIVERY_STOP_REQUESTED -> new DeliveryStopRequested(incident, maybe(() -> updateId), channels());
        };
    }

    DeliveryReport report() {
        return new DeliveryReport(
                name() + "-1",
                name(),
                maybe(this::name),
                one(List.of("email", "x", "site", "wordpress", "git", "carrier-pigeon")),
                1 + random.nextLong(Long.MAX_VALUE - 1),
                one(List.of(DeliveryState.values())),
                random.nextLong(Long.MAX_VALUE),
                0,
                random.nextInt(10),
                random.nextInt(10),
                random.nextInt(10),
                maybe(() -> "https://status.example/posts/" + name()),
                maybe(this::text),
                maybe(this::time),
                maybe(this::time));
    }

    private Incident incident(IncidentKind kind, boolean withdrawn) {
        List<Update> updates = withdrawn ? List.of() : some(1, this::update);
        return new Incident(
                name(),
                name(),
                1 + random.nextLong(Long.MAX_VALUE - 1),
                kind,
                withdrawn ? "" : "t" + text(),
                one(List.of(Status.values())),
                one(List.of(Impact.values())),
                some(0, () -> new AffectedComponent(name(), text(), componentStatus())),
                time(),
                time(),
                time(),
                maybe(this::time),
                kind == IncidentKind.MAINTENANCE ? window() : null,
                maybe(this::window),
                updates,
                withdrawn
                        ? null
                        : new Postmortem(
                                "pm-1",
                                name(),
                                "t" + text(),
                                text(),
                                maybe(this::text),
                                time(),
                                who(),
                                byLanguage(() -> new Postmortem.Translation(maybe(this::text), maybe(this::text)))),
                withdrawn,
                one(List.of(List.of(), List.of("g"), List.of("0-gold", "b".repeat(64)))),
                maybe(random::nextBoolean),
                withdrawn ? Map.of() : byLanguage(this::text));
    }

    private <T> Map<String, T> byLanguage(Supplier<T> translation) {
        return some(0, () -> one(List.of("de", "pt-BR", "zh-Hant"))).stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), tag -> translation.get()));
    }

    private Update update() {
        return new Update(
                name(),
                name(),
                one(List.of(Status.values())),
                maybe(this::text),
                text(),
                maybe(this::text),
                some(0, () -> new ComponentChange(name(), text(), componentStatus(), componentStatus())),
                time(),
                maybe(this::time),
                random.nextInt(3),
                who(),
                texts(),
                some(0, () -> new Revision(maybe(this::text), text(), maybe(this::text), maybe(() -> texts()), time())),
                maybe(this::text),
                maybe(this::time),
                maybe(random::nextBoolean),
                byLanguage(() -> new Update.Translation(maybe(this::text), maybe(this::text))));
    }

    private Component component() {
        return new Component(
                name(),
                1 + random.nextInt(9),
                text(),
                maybe(this::text),
                maybe(this::text),
                random.nextInt(),
                componentStatus(),
                time(),
                time(),
                some(0, () -> new ComponentState(componentStatus(), time())));
    }

    private Window window() {
        Instant start = time();
        return new Window(start, start.plusMillis(1 + random.nextInt(900)), ZoneId.of(one(ZONES)));
    }

    private ChannelSelection who() {
        return new ChannelSelection(
                some(0, () -> one(List.of("email", "twitter", "blog", "chat", ChannelSelection.OTHERS))).stream()
                        .distinct()
                        .collect(Collectors.toMap(Function.identity(), name -> random.nextBoolean())));
    }

    private ChannelTexts texts() {
        return new ChannelTexts(some(0, () -> one(List.of(ChannelTexts.EMAIL_SUBJECT, "twitter", "chat"))).stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), name -> text())));
    }

    private ComponentStatus componentStatus() {
        return one(List.of(ComponentStatus.values()));
    }

    private List<String> channels() {
        return some(0, () -> one(List.of("email", "x", "site", "wordpress", "git")));
    }

    private String name() {
        return one(List.of("a", "0", "inc_1.~-", "x".repeat(200))).substring(0, 1)
                + Long.toString(random.nextLong(1L << 40), 36);
    }

    private String text() {
        return random.nextInt(40) == 0 ? TEXTS.getLast() : one(TEXTS.subList(0, TEXTS.size() - 1));
    }

    private Instant time() {
        return one(TIMES);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(int atLeast, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int n = atLeast + random.nextInt(3); n > 0; n--) {
            items.add(item.get());
        }
        return items;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
