package org.incidentcomms.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceExportTest {
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
    private final TraceExport export = new TraceExport(Optional.empty(), "notifier-email", LIMIT, LIMIT);
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", this::take);
        collector.start();
    }

    @AfterEach
    void stop() {
        export.close();
        collector.stop(0);
    }

    /** As strict as OTLP/HTTP asks: path, method, type, and a body that is such a message. */
    private void take(HttpExchange call) throws IOException {
        boolean wellFormed = call.getRequestMethod().equals("POST")
                && call.getRequestURI().toString().equals("/v1/traces")
                && "application/x-protobuf".equals(call.getRequestHeaders().getFirst("Content-Type"));
        boolean zipped = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(call.getRequestBody()) : call.getRequestBody()) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
            if (wellFormed) {
                received.addAll(request.getResourceSpansList());
            }
        } finally {
            call.sendResponseHeaders(wellFormed ? 200 : 400, -1);
            call.close();
        }
    }

    @Test
    void steps_of_one_call_are_one_trace_sent_when_the_service_ends_at_the_latest() {
        export.open("http://127.0.0.1:" + collector.getAddress().getPort());
        String accepted;
        try (TraceSpan call = Trace.start("POST /v1/incidents", SpanKind.SERVER, CALLER)) {
            accepted = call.traceparent().orElseThrow();
        }
        try (TraceSpan delivery = Trace.start("deliver", SpanKind.CONSUMER, accepted)
                .attribute("destination", "email")
                .onThisThread()) {
            assertThat(MDC.get("trace")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            delivery.failed("parked");
        }
        assertThat(MDC.get("trace")).isNull();
        export.close();

        assertThat(received)
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(resource.getResource().getAttributesList())
                        .anySatisfy(attribute -> isText(attribute, "service.name", "notifier-email")));
        List<Span> spans = received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
        assertThat(spans).extracting(Span::getName).containsExactly("POST /v1/incidents", "deliver");
        assertThat(spans)
                .allSatisfy(span ->
                        assertThat(hex(span.getTraceId().toByteArray())).isEqualTo("0af7651916cd43dd8448eb211c80319c"));
        Span call = spans.getFirst();
        Span delivery = spans.getLast();
        assertThat(hex(call.getParentSpanId().toByteArray())).isEqualTo("b7ad6b7169203331");
        assertThat(delivery.getParentSpanId()).isEqualTo(call.getSpanId());
        assertThat(delivery.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
        assertThat(delivery.getStatus().getMessage()).isEqualTo("parked");
        assertThat(delivery.getAttributesList()).anySatisfy(attribute -> isText(attribute, "destination", "email"));
    }

    @Test
    void without_an_endpoint_nothing_is_recorded() {
        try (TraceSpan span = Trace.start("deliver", SpanKind.CONSUMER, CALLER).onThisThread()) {
            assertThat(Trace.isOn()).isFalse();
            assertThat(span.traceparent()).isEmpty();
            assertThat(MDC.get("trace")).isNull();
        }
    }

    @Test
    void an_endpoint_that_is_none_ends_the_start_and_is_named() {
        assertThatThrownBy(() -> export.open("collector:4318")).hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT");
        assertThatThrownBy(() -> export.open("ht tp://")).hasMessageContaining("such as http://");
        assertThat(Trace.isOn()).isFalse();
    }

    private static void isText(KeyValue attribute, String key, String value) {
        assertThat(attribute.getKey()).isEqualTo(key);
        assertThat(attribute.getValue().getStringValue()).isEqualTo(value);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
