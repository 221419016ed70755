package org.incidentcomms.blog.publish.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.blog.publish.wordpress.StubSettings.Problem;
import org.incidentcomms.events.Impact;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a WordPress is told in words that say what to change. */
class WordPressProblemsTest {

    @ParameterizedTest
    @CsvSource({
        "APPLICATION_PASSWORDS_OFF, CREDENTIALS, application passwords are switched off",
        "HEADER_STRIPPED, CREDENTIALS, strips the Authorization header",
        "CONTRIBUTOR, CREDENTIALS, Give it the role author",
        "WEB_PAGE_INSTEAD_OF_JSON, INVALID, Please wait: the REST API answers with a web page",
        "FIREWALL, POLICY, a firewall or security plugin blocks the REST API",
        "SECURITY_PLUGIN, CREDENTIALS, a security plugin restricts the REST API",
        "REDIRECT_TO_HTTPS, INVALID, redirects to https://127.0.0.1/. Set WORDPRESS_URL",
        "PASSWORD_OF_THE_WEB_SERVER, CREDENTIALS, the web server asks for a password of its own",
        "NO_WORDPRESS, INVALID, no REST API of WordPress found",
        "SEARCH_PLUGIN, INVALID, A search plugin answers in its place",
        "AUTHOR_MAY_NOT_CREATE_CATEGORIES, CREDENTIALS, 'no category \"Status\" and the account may not create one'"
    })
    void a_problem_parks_the_channel_and_says_what_to_do(Problem problem, FailureReason reason, String told) {
        assertThat(delivered(StubSettings.USUAL.with(problem))).isInstanceOfSatisfying(Park.class, parked -> {
            assertThat(parked.reason()).isEqualTo(reason);
            assertThat(parked.detail()).contains(told).doesNotContain(WordPressStub.PASSWORD);
        });
    }

    @ParameterizedTest
    @CsvSource({"'', false", "'', true", "/blog, false", "/company/blog, true"})
    void the_api_is_found_wherever_and_however_it_is_installed(String folder, boolean plain) {
        StubSettings settings = StubSettings.USUAL.in(folder);

        assertThat(delivered(plain ? settings.withPlainPermalinks() : settings)).isInstanceOf(Delivered.class);
    }

    @Test
    void a_wrong_setting_is_refused_at_start_with_its_name() {
        assertThatThrownBy(() -> channel(Map.of("wordpress.url", "blog.example.com")))
                .hasMessageStartingWith("WORDPRESS_URL must be the address of the site");
        assertThatThrownBy(() -> channel(Map.of("wordpress.url", "https://blog.example.com")))
                .hasMessageContaining("WORDPRESS_USERNAME must be set too");
        assertThatThrownBy(
                        () -> channel(Map.of("wordpress.url", "https://blog.example.com", "wordpress.username", "bot")))
                .hasMessageContaining("WORDPRESS_APPLICATION_PASSWORD must be set too");
        assertThat(channel(Map.of())).isEmpty();
    }

    @Test
    void addresses_of_the_api_and_of_the_administration_are_taken_for_the_site() {
        for (String path :
                new String[] {"/blog", "/blog/", "/blog/wp-json/wp/v2", "/blog/wp-admin/", "/blog/index.php"}) {
            WordPressConfig config = WordPressFixture.config(Map.of(
                    "wordpress.url",
                    "https://example.com" + path,
                    "wordpress.username",
                    "bot",
                    "wordpress.application-password",
                    "p"));
            assertThat(WordPressAccount.of(config).orElseThrow().site()).hasToString("https://example.com/blog");
        }
    }

    private static Optional<WordPressChannel> channel(Map<String, String> settings) {
        return WordPressChannel.of(
                WordPressFixture.config(settings), WordPressFixture.COMPANY, Clock.systemUTC(), Optional.empty());
    }

    private static DeliveryResult delivered(StubSettings settings) {
        try (WordPressStub stub = new WordPressStub(settings)) {
            WordPressChannel channel = WordPressFixture.channel(stub, Map.of("wordpress.categories", "Status"));
            return channel.deliver(new Delivery<>(
                    Scenario.incident("Slow", Impact.MINOR).opens("It is slow."), Recipient.Single.ONLY, 1));
        }
    }
}
