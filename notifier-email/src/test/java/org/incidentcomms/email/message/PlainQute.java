package org.incidentcomms.email.message;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The service's own templates, rendered without a running Quarkus. */
public final class PlainQute implements MailTemplates {
    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .strictRendering(true)
            .build();
    private final Template text = template("templates/mail/text.txt", "text/plain");
    private final Template html;

    public PlainQute() {
        engine.putTemplate("mail/frame", template("templates/mail/frame.html", "text/html"));
        html = template("templates/mail/html.html", "text/html");
    }

    @Override
    public String text(MailView mail) {
        return text.data("mail", mail).render();
    }

    @Override
    public String html(MailView mail) {
        return html.data("mail", mail).render();
    }

    /** A composer with ClickTime's sender address. */
    public static MailCache mails(MailSettings settings, org.incidentcomms.kit.wording.Company company) {
        return new MailCache(new MailComposer(settings, company, new PlainQute()));
    }

    private Template template(String path, String type) {
        try (InputStream in = PlainQute.class.getClassLoader().getResourceAsStream(path)) {
            String source = new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
            return engine.parse(source, Variant.forContentType(type), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
