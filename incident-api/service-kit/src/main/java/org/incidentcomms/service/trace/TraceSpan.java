package org.incidentcomms.service.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** One step of a trace, ended by {@link #close}. Only ids, numbers and names of ours: no text, no address. */
public final class TraceSpan implements AutoCloseable {
    static final TraceSpan NONE = new TraceSpan(Span.getInvalid());
    private static final String FIELD = "trace";

    private final Span span;
    private @Nullable Scope scope;

    TraceSpan(Span span) {
        this.span = span;
    }

    public TraceSpan attribute(String name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    public TraceSpan attribute(String name, long value) {
        span.setAttribute(name, value);
        return this;
    }

    /**
     * This thread works on the step until the span is closed on the same thread: its log lines have the field {@code trace},
     * and what it measures leads to the span.
     */
    @SuppressWarnings("MustBeClosedChecker") // by close()
    public TraceSpan onThisThread() {
        if (span.isRecording()) {
            MDC.put(FIELD, span.getSpanContext().getTraceId());
            scope = span.makeCurrent();
        }
        return this;
    }

    /** {@code reason} is a word of ours, never a remote system's text. */
    public void failed(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
    }

    /** The W3C header for the steps that follow from this one; empty while tracing is off. */
    public Optional<String> traceparent() {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    @Override
    public void close() {
        span.end();
        if (scope != null) {
            scope.close();
            MDC.remove(FIELD);
        }
    }
}
