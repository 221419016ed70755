package org.incidentcomms.email.message;

import io.quarkus.qute.RawString;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;

/** Sample data for checking templates: views with everything and with as little as there can be, in every language. */
final class SampleViews {
    private SampleViews() {}

    static Stream<MailView> mails() {
        return words().flatMap(words -> Stream.of(full(words), sparse(words)));
    }

    static Stream<LetterView> letters() {
        Company company = new Company(
                "Example", ZoneOffset.UTC, "@example", "Operations", "support", URI.create("https://status.example"));
        return words().map(words -> new LetterView(
                company,
                words,
                "Heading",
                List.of("A paragraph", "Another"),
                "Action",
                "https://updates.example/subscriptions/manage/example",
                List.of("A note")));
    }

    private static Stream<MessageBundle> words() {
        return Arrays.stream(Language.values()).map(MailViewFactory.WORDS::in);
    }

    private static MailView full(MessageBundle words) {
        return new MailView(
                words,
                "en",
                "Example",
                "Preheader",
                "Heading",
                "About",
                "Badge",
                "Status",
                "Scope",
                "Next update",
                StatusColor.ALARM,
                "Lead",
                "When",
                "Before",
                "Text",
                new RawString("<p>Text</p>"),
                "https://status.example/posts/rest",
                List.of(
                        new MailView.Affected("API", "Major outage", StatusColor.ALARM),
                        new MailView.Affected("Web", null, StatusColor.GOOD)),
                "Author",
                "Said",
                List.of(new MailView.Earlier("Badge", StatusColor.WATCH, "Said", null, "Text")),
                1,
                "support",
                "@example",
                "https://status.example/incidents/example",
                "https://status.example/",
                "https://updates.example/unsubscribe/example",
                "https://updates.example/subscriptions/manage/example");
    }

    private static MailView sparse(MessageBundle words) {
        return new MailView(
                words,
                null,
                "Example",
                "",
                "Heading",
                null,
                "Badge",
                null,
                null,
                null,
                StatusColor.GOOD,
                null,
                null,
                null,
                "Text",
                new RawString("<p>Text</p>"),
                null,
                List.of(),
                "Author",
                "Said",
                List.of(),
                0,
                "support",
                null,
                "https://status.example/incidents/example",
                "https://status.example/",
                "https://updates.example/unsubscribe/example",
                "https://updates.example/subscriptions/manage/example");
    }
}
