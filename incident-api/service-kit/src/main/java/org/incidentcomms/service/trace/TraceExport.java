package org.incidentcomms.service.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans by OTLP over HTTP (protobuf) to {@code OTEL_EXPORTER_OTLP_ENDPOINT}, a collector's base address as in
 * OpenTelemetry's specification; without it no class of the SDK is loaded. Spans wait in a bounded queue: a collector
 * that is away costs spans, never a delivery.
 */
@ApplicationScoped
public class TraceExport {
    private static final Logger LOG = Logger.getLogger(TraceExport.class);
    private static final int MOST_WAITING = 2048;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration AT_SHUTDOWN = Duration.ofSeconds(2);

    private final Optional<String> endpoint;
    private final String service;
    private final Duration timeout;
    private final Duration atShutdown;
    private @Nullable SdkTracerProvider provider;

    @Inject
    TraceExport(
            @ConfigProperty(name = "otel.exporter.otlp.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(endpoint, service, TIMEOUT, AT_SHUTDOWN);
    }

    /**
     * @param timeout of one call of the collector
     * @param atShutdown how long the service waits in the end until all is sent
     */
    TraceExport(Optional<String> endpoint, String service, Duration timeout, Duration atShutdown) {
        this.endpoint = endpoint.filter(address -> !address.isBlank());
        this.service = service;
        this.timeout = timeout;
        this.atShutdown = atShutdown;
    }

    /** Before the threads that start spans. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        endpoint.ifPresent(this::open);
    }

    /** After them. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        close();
    }

    void open(String address) {
        String traces = tracesOf(address);
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(traces)
                .setTimeout(timeout)
                .setConnectTimeout(timeout)
                .build();
        SdkTracerProvider started = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MOST_WAITING)
                        .setExporterTimeout(timeout)
                        .build())
                .build();
        provider = started;
        Trace.use(started.get("org.incidentcomms"));
        LOG.info("traces are sent by OTLP");
    }

    private static String tracesOf(String address) {
        URI uri;
        try {
            uri = URI.create(address.strip());
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw wrong();
        }
        String base = uri.toString();
        return (base.endsWith("/") ? base : base + "/") + "v1/traces";
    }

    private static IllegalStateException wrong() {
        return new IllegalStateException("OTEL_EXPORTER_OTLP_ENDPOINT is no address of a collector; set it to the base "
                + "address of its OTLP/HTTP receiver, such as http://127.0.0.1:4318");
    }

    /** Sends what waits, within a limit. */
    void close() {
        Trace.use(null);
        SdkTracerProvider started = provider;
        provider = null;
        if (started != null) {
            started.shutdown().join(atShutdown.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
