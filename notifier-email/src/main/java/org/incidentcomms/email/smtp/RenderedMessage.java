package org.incidentcomms.email.smtp;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** A message that is already encoded: keeps Angus from parsing headers, choosing encodings and rebuilding parts. */
final class RenderedMessage extends SMTPMessage {
    private final byte[] content;

    RenderedMessage(Session session, OutgoingMail mail) {
        super(session);
        this.content = mail.content();
        setEnvelopeFrom(mail.envelopeFrom());
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignoredHeaders) throws IOException {
        out.write(content);
    }

    @Override
    public String getSubject() {
        return "";
    }
}
