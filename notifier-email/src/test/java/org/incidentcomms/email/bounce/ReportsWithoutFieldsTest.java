package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.incidentcomms.email.bounce.BounceReport.Bounced;
import org.incidentcomms.email.bounce.BounceReport.Complaint;
import org.incidentcomms.email.bounce.BounceReport.NoFailure;
import org.incidentcomms.email.bounce.BounceReport.Unknown;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of servers that write nothing for machines, and of people. */
class ReportsWithoutFieldsTest {
    private final BounceParser parser = new BounceParser("mail.clicktime.example", new ReturnPathTokens("bounces"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            hard | Mail Delivery System <MAILER-DAEMON@mx.customer.example> | Mail delivery failed: returning message to sender | "" | "Diese Nachricht wurde automatisch von einer E-Mail-Transportsoftware erstellt.\\nEine von Ihnen verschickte Nachricht konnte nicht an einen oder mehrere Empfänger ausgeliefert werden. Dies ist ein permanenter Fehler.\\npat@customer.example\\n550 5.1.1 Unknown user"
            hard | Mail Delivery System <MAILER-DAEMON@mx.customer.example> | failure notice | "" | "Hallo. Hier ist das Programm qmail-send auf mx.customer.example.\\nLeider konnte ich Ihre Nachricht nicht an die folgende Adresse zustellen.\\n<pat@customer.example>:\\nDieser Benutzer existiert hier nicht. (#5.1.1)"
            hard | MAILER-DAEMON@yahoo.example | Fallo en la entrega | "" | "Lo sentimos, no hemos podido entregar tu mensaje a la siguiente dirección.\\n<pat@yahoo.example>:\\n554: delivery error: dd Not a valid recipient - x"
            hard | MAILER-DAEMON@yahoo.example | Failure Notice | "" | "Nous sommes désolés, nous n'avons pas pu remettre votre message à l'adresse suivante.\\n<pat@yahoo.example>:\\n550 Requested action not taken: mailbox unavailable"
            soft | MAILER-DAEMON@yahoo.example | Failure Notice | "" | "Leider konnten wir Ihre Nachricht nicht an die folgende Adresse zustellen.\\n<pat@yahoo.example>:\\n452 4.2.2 Over quota"
            hard | Mail Delivery Subsystem <mailer-daemon@googlemail.example> | Delivery Status Notification (Failure) | "" | "** Die Adresse wurde nicht gefunden **\\nIhre Nachricht wurde nicht an pat@x.example zugestellt, weil die Adresse nicht gefunden wurde oder keine E-Mails empfangen kann."
            hard | Mail Delivery Subsystem <mailer-daemon@googlemail.example> | Delivery Status Notification (Failure) | "" | "** Adresse introuvable **\\nVotre message n'est pas parvenu à pat@x.example, car l'adresse est introuvable ou ne peut pas recevoir de message."
            hard | Mail Delivery Subsystem <mailer-daemon@googlemail.example> | Delivery Status Notification (Failure) | "" | "No se ha encontrado la dirección\\nEl mensaje no se ha entregado a pat@x.example porque no se ha encontrado la dirección."
            soft | Mail Delivery Subsystem <mailer-daemon@googlemail.example> | Delivery Status Notification (Failure) | "" | "** Message not delivered **\\nThe recipient's inbox is full, or it's getting too much mail right now.\\nThe response was: The email account that you tried to reach is over quota."
            none delayed | Mail Delivery Subsystem <mailer-daemon@googlemail.example> | Delivery Status Notification (Delay) | "" | "This is an automatically generated Delivery Status Notification\\nTHIS IS A WARNING MESSAGE ONLY.\\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\\nDelivery to the following recipient has been delayed:\\npat@x.example\\nMessage will be retried for 2 more day(s)"
            soft | Microsoft Outlook <postmaster@outlook.example> | Unzustellbar: Hallo | "" | "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\\npat@customer.example\\nDas Postfach des Empfängers ist voll und kann zurzeit keine Nachrichten annehmen."
            hard | Microsoft Outlook <postmaster@outlook.example> | No se puede entregar: Hola | "" | "No se pudo entregar el mensaje a pat@customer.example.\\nNo se encontró a pat en customer.example.\\n550 5.1.10"
            policy | Microsoft Outlook <postmaster@outlook.example> | Undeliverable: Hi | "" | "Your message to pat@customer.example couldn't be delivered.\\nThe group only accepts messages from people in its organization or on its allowed senders list.\\nRemote Server returned '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup'"
            none delayed | Microsoft Outlook <postmaster@outlook.example> | Verzögerte Zustellung: Hallo | "" | "Die Zustellung der Nachricht an folgende Empfänger ist verzögert: pat@customer.example. Die Nachricht wurde noch nicht zugestellt. Es werden weitere Zustellversuche unternommen."
            none delayed | Mail Delivery System <MAILER-DAEMON@mx.customer.example> | Retard de remise | "" | "La remise de votre message est retardée. Le message n'a pas encore été remis à pat@x.example."
            none delayed | postmaster@customer.example | Entrega retrasada: Hola | "" | "La entrega a estos destinatarios se ha retrasado: pat@x.example. Aún no se ha entregado; seguiremos intentándolo."
            hard | postmaster@customer.example | Undeliverable mail | "" | "Failed to deliver to 'pat@customer.example'\\nmailbox does not exist"
            hard | postmaster@customer.example | Mail System Error - Returned Mail | "" | "This Message was undeliverable due to the following reason:\\nYour message was not delivered because the The user(s) account is disabled.\\n<pat@customer.example>"
            hard | Mail Administrator <Postmaster@customer.example> | Mail System Error - Returned Mail | "" | "This Message was undeliverable due to the following reason:\\nEach of the following recipients was rejected by a remote mail server.\\nThe reasons given by the server are included.\\nRecipient: <pat@customer.example>\\nReason:    5.1.1 <pat@customer.example>... User unknown"
            hard | postmaster@customer.example | DELIVERY FAILURE: User pat (pat@customer.example) not listed in Domino Directory | "" | "Your message\\nSubject: Hi\\nwas not delivered to:\\npat@customer.example\\nbecause:\\nUser pat (pat@customer.example) not listed in Domino Directory"
            soft | postmaster@customer.example | Message undeliverable | "" | "The following message could not be delivered: the recipient's mailbox has exceeded its quota"
            hard | Mailer-Daemon@customer.example | Rückantwort: Zustellung fehlgeschlagen | "" | "Ihre E-Mail an pat@customer.example konnte nicht zugestellt werden: Empfänger unbekannt"
            hard | postmaster@customer.example | Message non distribué | "" | "Votre message n'a pas été distribué à pat@customer.example : utilisateur inconnu"
            soft | postmaster@customer.example | Correo devuelto | "" | "El mensaje no se pudo entregar: el buzón del destinatario está lleno"
            hard | postmaster@customer.example | Correo devuelto | "" | "El mensaje no se pudo entregar: la cuenta no existe"
            none auto_reply | Pat <pat@customer.example> | Automatische Antwort: Störung | "Auto-Submitted: auto-replied" | "Vielen Dank für Ihre Nachricht. Ich bin vom 1. bis 9. Februar nicht im Büro. Meine Mails werden nicht weitergeleitet."
            none auto_reply | Pat <pat@customer.example> | Absence : Re: Incident | "X-Autoreply: yes" | "Bonjour, je suis en congés jusqu'au 9 février."
            none auto_reply | Pat <pat@customer.example> | Fuera de la oficina: Re: Incidente | "" | "Hola, estoy de vacaciones."
            none auto_reply | Pat <pat@customer.example> | Re: Incident | "Auto-Submitted: auto-replied (vacation)" | "I'm on annual leave until Monday and will reply then."
            none auto_reply | support@customer.example | [Ticket #123] We received your request | "Auto-Submitted: auto-generated" | "Your request has been received. A ticket was opened."
            none auto_reply | Pat <pat@customer.example> | Abwesend bis 9.2. | "" | "Ich bin bis Montag im Urlaub."
            none auto_reply | Pat <pat@customer.example> | Out of office | "Return-Path: <>" | "Your message was not delivered to my phone. Mailbox full of work. I'm away."
            unknown | Pat <pat@customer.example> | Re: Slow log-in | "" | "Is it fixed now? We could not deliver our reports."
            none challenge | pat@customer.example | Please confirm your message | "" | "Your message to pat is being held. To complete this verification, simply reply to this message."
            """)
    void theTextSaysWhatHappened(String expected, String from, String subject, String header, String text) {
        String raw = "From: " + from + "\r\nTo: bounces@clicktime.example\r\nSubject: " + subject
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                + (header.isEmpty() ? "" : header + "\r\n") + "\r\n" + text.replace("\\n", "\r\n");
        BounceReport report = parser.parse(
                BounceSamples.parse(new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));

        assertThat(word(report)).isEqualTo(expected);
    }

    private static String word(BounceReport report) {
        return switch (report) {
            case Bounced bounced -> bounced.severity().name().toLowerCase(Locale.ROOT);
            case Complaint complaint -> "complaint";
            case NoFailure none -> "none " + none.kind().name().toLowerCase(Locale.ROOT);
            case Unknown unknown -> "unknown";
        };
    }
}
