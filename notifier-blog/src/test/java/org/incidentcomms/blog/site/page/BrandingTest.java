package org.incidentcomms.blog.site.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void withoutSettingsThePagesHaveTheStandardLook() {
        assertThat(branding(Map.of())).isEqualTo(Branding.NONE);
        assertThat(Assets.load(Branding.NONE).logo()).isNull();
    }

    @Test
    void aLogoAndColoursAreAssetsOfTheSite() throws IOException {
        Path logo = Files.writeString(folder.resolve("logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");

        Assets assets =
                Assets.load(branding(Map.of("blog.brand.logo", logo.toString(), "blog.brand.color", "#7a1fa2")));

        assertThat(Objects.requireNonNull(assets.logo()).path()).matches("assets/logo-[0-9a-f]{10}\\.svg");
        assertThat(assets.all()).contains(assets.logo());
        assertThat(new String(assets.css().content(), UTF_8))
                .contains(":root{--link:#7a1fa2}")
                .contains("dark){:root{--link:#8ab8ff}}");
    }

    @Test
    void textsAreSanitised() {
        Branding branding = branding(Map.of("blog.brand.footer.text", "**Terms** <script>alert(1)</script>"));

        assertThat(Objects.requireNonNull(branding.footer()).getValue())
                .contains("<strong>Terms</strong>")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blog.brand.links | Help | BLOG_BRAND_LINKS must be a list like",
                "blog.brand.links | Help=javascript:alert(1) | BLOG_BRAND_LINKS must have http, https or mailto addresses",
                "blog.brand.logo | /etc/passwd | BLOG_BRAND_LOGO must be a file of type svg, png or webp",
                "blog.brand.favicon | /nowhere/icon.svg | BLOG_BRAND_FAVICON names the file /nowhere/icon.svg",
                "blog.brand.color | #ffff00 | BLOG_BRAND_COLOR #ffff00 has a contrast of"
            })
    void aWrongSettingIsRefusedByName(String setting, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> branding(Map.of(setting, value)))
                .withMessageStartingWith(message);
    }

    @Test
    void supportMayBeAPageOrAnAddress() {
        BrandSettings settings = settings(Map.of());
        URI mail = URI.create("mailto:support@example.com");

        assertThat(Branding.of(settings, Optional.of(mail)).supportUrl()).isEqualTo(mail);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Branding.of(settings, Optional.of(URI.create("support.example.com"))))
                .withMessageStartingWith("COMPANY_SUPPORT_URL must have");
    }

    private static Branding branding(Map<String, String> values) {
        return Branding.of(settings(values), Optional.empty());
    }

    private static BrandSettings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>();
        values.forEach((name, value) -> all.put(name.replace("footer.text", "footer-text"), value));
        return new SmallRyeConfigBuilder()
                .withMapping(BrandSettings.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(BrandSettings.class);
    }
}
