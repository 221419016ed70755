package org.incidentcomms.email.smtp;

import org.jspecify.annotations.Nullable;

/** How messages are sent on a connection that is open and authenticated. Not thread-safe. */
interface SmtpDialogue {

    /**
     * Sends one message.
     *
     * @throws SmtpException if the server did not accept it
     */
    void send(OutgoingMail mail) throws SmtpException;

    /** The recipient whose envelope has been sent already; no other message can be sent on this connection. */
    default @Nullable String announced() {
        return null;
    }

    /** Whether every command sent has been answered, so that the next message may follow. */
    boolean isInStep();
}
