package org.incidentcomms.local;

/** A stack already runs on this data directory. */
public final class StackRunsAlready extends Exception {

    private static final long serialVersionUID = 1;
}
