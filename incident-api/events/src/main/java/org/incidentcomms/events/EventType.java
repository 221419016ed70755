package org.incidentcomms.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

/** The event types of version 1, with their names on the wire ({@code ce_type}). */
public enum EventType {
    INCIDENT_OPENED("incident.opened", IncidentOpened.class),
    INCIDENT_UPDATED("incident.updated", IncidentUpdated.class),
    INCIDENT_EDITED("incident.edited", IncidentEdited.class),
    INCIDENT_CORRECTED("incident.corrected", IncidentCorrected.class),
    INCIDENT_WITHDRAWN("incident.withdrawn", IncidentWithdrawn.class),
    POSTMORTEM_PUBLISHED("postmortem.published", PostmortemPublished.class),
    POSTMORTEM_WITHDRAWN("postmortem.withdrawn", PostmortemWithdrawn.class),
    MAINTENANCE_SCHEDULED("maintenance.scheduled", MaintenanceScheduled.class),
    MAINTENANCE_RESCHEDULED("maintenance.rescheduled", MaintenanceRescheduled.class),
    MAINTENANCE_REMINDED("maintenance.reminded", MaintenanceReminded.class),
    MAINTENANCE_STARTED("maintenance.started", MaintenanceStarted.class),
    MAINTENANCE_UPDATED("maintenance.updated", MaintenanceUpdated.class),
    MAINTENANCE_COMPLETED("maintenance.completed", MaintenanceCompleted.class),
    MAINTENANCE_CANCELLED("maintenance.cancelled", MaintenanceCancelled.class),
    COMPONENT_CHANGED("component.changed", ComponentChanged.class),
    COMPONENT_DELETED("component.deleted", ComponentDeleted.class),
    DELIVERY_RETRY_REQUESTED("delivery.retry_requested", DeliveryRetryRequested.class),
    DELIVERY_STOP_REQUESTED("delivery.stop_requested", DeliveryStopRequested.class);

    private static final Map<String, EventType> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::wire, Function.identity()));
    private static final Map<Class<?>, EventType> BY_RECORD =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::record, Function.identity()));

    private final String wire;
    private final Class<? extends StatusEvent> record;

    EventType(String wire, Class<? extends StatusEvent> record) {
        this.wire = wire;
        this.record = record;
    }

    public String wire() {
        return wire;
    }

    /** Whether it concerns a maintenance, so that {@link Incident#window} is present. */
    boolean isMaintenance() {
        return wire.startsWith("maintenance.");
    }

    Class<? extends StatusEvent> record() {
        return record;
    }

    /** Returns the type of that name, or empty if this version does not know it. */
    public static Optional<EventType> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    public static EventType of(StatusEvent event) {
        EventType type = BY_RECORD.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("no wire name for " + event.getClass());
        }
        return type;
    }
}
