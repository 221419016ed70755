package org.incidentcomms.api.access;

/**
 * Thrown by an {@link Idempotent} call that needs the answer of a remote system first: the transaction is rolled back,
 * the system is called without one, and the call is repeated.
 */
public final class RemoteCallNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Runnable remoteCall;

    /** @param remoteCall keeps its answer where the repeated call finds it */
    public RemoteCallNeeded(Runnable remoteCall) {
        super("a remote call is needed first", null, false, false);
        this.remoteCall = remoteCall;
    }

    void call() {
        remoteCall.run();
    }
}
