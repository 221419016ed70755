package org.incidentcomms.kit.http;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Passed just before the first byte of a request is sent. A caller that times out closes it; after that nothing is
 * sent, so it is certain whether anything may have been sent.
 */
final class SendGate {
    private enum State {
        CONNECTING,
        SENDING,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);

    /** Whether the request may be sent. */
    boolean pass() {
        return state.compareAndSet(State.CONNECTING, State.SENDING);
    }

    boolean isPassed() {
        return state.get() == State.SENDING;
    }

    /** Whether nothing was sent and nothing will be. */
    boolean close() {
        return state.compareAndSet(State.CONNECTING, State.CLOSED) || state.get() == State.CLOSED;
    }
}
