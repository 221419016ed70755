package org.incidentcomms.blog.publish.wordpress;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.kit.wording.Company;

/** Channels made from settings, as the service makes them. */
final class WordPressFixture {
    static final Company COMPANY = new Company(
            "ClickTime",
            ZoneId.of("America/Los_Angeles"),
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support",
            URI.create("https://status.clicktime.example/"));

    private WordPressFixture() {}

    static WordPressChannel channel(String url, String user, String password, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("wordpress.url", url, "wordpress.username", user, "wordpress.application-password", password));
        settings.putAll(more);
        return WordPressChannel.of(config(settings), COMPANY, Clock.systemUTC(), Optional.empty())
                .orElseThrow();
    }

    static WordPressChannel channel(WordPressStub stub, Map<String, String> more) {
        return channel(stub.url(), WordPressStub.USER, WordPressStub.PASSWORD, more);
    }

    static WordPressConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(WordPressConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(WordPressConfig.class);
    }
}
