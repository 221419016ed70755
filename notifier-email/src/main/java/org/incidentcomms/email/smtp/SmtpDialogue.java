package org.incidentcomms.email.smtp;

/** How messages are sent on a connection that is open and authenticated. Not thread-safe. */
interface SmtpDialogue {

    /**
     * Sends one message.
     *
     * @throws SmtpException if the server did not accept it
     */
    void send(OutgoingMail mail) throws SmtpException;

    /** Whether every command sent has been answered, so that the next message may follow. */
    boolean isInStep();
}
