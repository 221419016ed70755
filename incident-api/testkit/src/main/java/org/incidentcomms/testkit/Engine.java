package org.incidentcomms.testkit;

/** A server that can be started and stopped many times, on the same data and port. */
public interface Engine {

    /** The port clients talk to. */
    int port();

    /** Starts the server; does nothing if it runs. */
    void start();

    /** Stops the server; does nothing if it does not run. */
    void stop();

    /** Whether it runs now. */
    boolean isRunning();
}
