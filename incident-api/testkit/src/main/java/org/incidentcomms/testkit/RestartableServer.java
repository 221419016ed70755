package org.incidentcomms.testkit;

/** A server that can be started and stopped repeatedly with the same data and port. */
public interface RestartableServer {

    /** The port for clients. */
    int port();

    /** Starts the server; does nothing if it is running. */
    void start();

    /** Stops the server; does nothing if it is not running. */
    void stop();

    /** Whether it is running. */
    boolean isRunning();
}
