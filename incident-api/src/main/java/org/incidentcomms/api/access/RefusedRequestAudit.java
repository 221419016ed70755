package org.incidentcomms.api.access;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.api.access.IdentityFilter.Identified;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.ratelimit.ClientAddress;
import org.jboss.logging.Logger;

/**
 * Records who was refused which state-changing call, never its content. As a refused call leaves no transaction, a
 * thread of its own writes these entries shortly after; entries the database rejects are lost, and those beyond
 * {@link AuditQuota} are only counted.
 */
@ApplicationScoped
class RefusedRequestAudit {
    static final String ACTION = "request.refused";
    static final String NOBODY = "unauthenticated";

    private static final Logger LOG = Logger.getLogger(RefusedRequestAudit.class);
    private static final Set<HttpMethod> CHANGING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final Set<Integer> WRITTEN_DOWN = Set.of(401, 403, 409, 412, 422, 428);
    private static final Pattern RESOURCE = Pattern.compile("/v1/[a-z]+/([a-z]{3}_[0-9a-z]{26})(/.*)?");
    private static final int LONGEST_PATH = 200;

    private record Line(Instant at, Caller caller, String resourceId, Map<String, Object> told) {}

    private final AuditStore store;
    private final JsonColumns documents;
    private final Clock clock;
    private final AuditQuota budget;
    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(1000);
    private final GuardedLoop loop = new GuardedLoop("refusals", this::writeDown);

    /** @param period of the quota; other values than a minute are for tests */
    RefusedRequestAudit(
            AuditStore store,
            JsonColumns documents,
            Clock clock,
            @ConfigProperty(name = "audit.refusals.period", defaultValue = "PT1M") Duration period) {
        this.store = store;
        this.documents = documents;
        this.clock = clock;
        this.budget = new AuditQuota(period);
    }

    /** Before every filter that may refuse. */
    void register(@Observes Filters filters) {
        filters.register(this::watch, 1500);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.closeSoon();
        boolean unused = loop.join(Duration.ofSeconds(2));
    }

    private void watch(RoutingContext context) {
        String path = context.normalizedPath();
        if (CHANGING.contains(context.request().method()) && path.startsWith("/v1/")) {
            String address = ClientAddress.of(context.request());
            context.addEndHandler(done -> note(context, path, address));
        }
        context.next();
    }

    private void note(RoutingContext context, String path, String address) {
        int status = context.response().getStatusCode();
        Identified who = status == 401 ? null : IdentityFilter.of(context);
        String name = who == null ? AuditQuota.NAMELESS : who.name();
        refused(name, address, context.request().method().name(), path, status);
    }

    /** Records the refusal, if its status and the quota allow it. */
    void refused(String name, String address, String method, String path, int status) {
        Instant now = clock.instant();
        if (!WRITTEN_DOWN.contains(status) || !budget.take(name, now)) {
            return;
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("method", method);
        told.put("path", path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path);
        told.put("status", status);
        told.put("problem", Problem.titleOf(status));
        Matcher resource = RESOURCE.matcher(path);
        if (!lines.offer(new Line(now, caller(name, address), resource.matches() ? resource.group(1) : "", told))) {
            LOG.warn("refused requests are not recorded: too many are waiting for the database");
        }
    }

    /** Waiting entries are still written when the service stops. */
    private Duration writeDown() throws InterruptedException {
        do {
            Line line = lines.poll(200, TimeUnit.MILLISECONDS);
            if (line != null) {
                write(line);
            }
            Instant now = clock.instant();
            budget.leftOut(now)
                    .forEach(left ->
                            write(new Line(now, caller(left.name(), ""), "", Map.of("left_out", left.number()))));
        } while (!lines.isEmpty());
        return Duration.ZERO;
    }

    private void write(Line line) {
        try {
            add(line);
        } catch (RuntimeException | AssertionError e) {
            // The driver throws the latter if its connection dies at the wrong moment.
            LOG.warnf("cannot record a refused request reason=%s", e.getMessage());
        }
    }

    private void add(Line line) {
        store.add(line.at(), line.caller(), ACTION, line.resourceId(), 0, null, documents.write(line.told()));
    }

    private static Caller caller(String name, String address) {
        String shown = name.equals(AuditQuota.NAMELESS) ? NOBODY : name;
        return new Caller(shown, shown, address, null);
    }
}
