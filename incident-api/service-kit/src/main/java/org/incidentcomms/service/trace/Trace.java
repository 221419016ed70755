package org.incidentcomms.service.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts spans. One for the process, like Micrometer's global registry; off until {@link TraceExport} turns it on. */
public final class Trace {
    private static volatile @Nullable Tracer tracer;

    private Trace() {}

    /** Null turns it off. */
    static void use(@Nullable Tracer started) {
        tracer = started;
    }

    public static boolean isOn() {
        return tracer != null;
    }

    /**
     * Starts a span, to be closed by the caller. While tracing is off it does nothing.
     *
     * @param name the kind of step, not the single one: few different values
     * @param parent W3C {@code traceparent} of the step that led to this one; without a valid one a trace begins
     */
    public static TraceSpan start(String name, SpanKind kind, @Nullable String parent) {
        Tracer current = tracer;
        if (current == null) {
            return TraceSpan.NONE;
        }
        Span span = current.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, new Traceparent()))
                .startSpan();
        return new TraceSpan(span);
    }

    /** The one header, from its value. */
    private static final class Traceparent implements TextMapGetter<@Nullable String> {
        @Override
        public Iterable<String> keys(@Nullable String value) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String value, String key) {
            return key.equals("traceparent") ? value : null;
        }
    }
}
