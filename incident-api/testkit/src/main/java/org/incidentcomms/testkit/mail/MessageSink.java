package org.incidentcomms.testkit.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;
import java.util.function.BiConsumer;

/**
 * A GreenMail user that passes messages on. GreenMail's own store would keep every message a second time, sorted by
 * mailbox, and lose the overall order.
 */
record MessageSink(String address, BiConsumer<String, MovingMessage> receiver) implements GreenMailUser {

    /** Called before the client is answered 250. */
    @Override
    public void deliver(MovingMessage message) {
        receiver.accept(address, message);
    }

    @Override
    public void deliver(MimeMessage message) {
        throw new UnsupportedOperationException("only SMTP delivery is supported");
    }

    @Override
    public String getEmail() {
        return address;
    }

    @Override
    public String getLogin() {
        return address;
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public String getQualifiedMailboxName() {
        return address;
    }

    @Override
    public void create() {}

    @Override
    public void delete() {}

    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) {}
}
