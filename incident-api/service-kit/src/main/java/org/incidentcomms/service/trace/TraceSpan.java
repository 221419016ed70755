package org.incidentcomms.service.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** One step of a trace, ended by {@link #close}. Only ids, numbers and names of ours: no text, no address. */
public final class TraceSpan implements AutoCloseable {
    static final TraceSpan NONE = new TraceSpan(Span.getInvalid());
    private static final String FIELD = "trace";

    private final Span span;
    private boolean inLog;

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

    /** Adds the field {@code trace} to this thread's log lines until the span is closed on the same thread. */
    public TraceSpan inLog() {
        if (span.isRecording()) {
            MDC.put(FIELD, span.getSpanContext().getTraceId());
            inLog = true;
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
        if (inLog) {
            MDC.remove(FIELD);
        }
    }
}
