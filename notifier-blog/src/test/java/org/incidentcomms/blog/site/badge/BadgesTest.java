package org.incidentcomms.blog.site.badge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.incidentcomms.blog.site.ComponentEvents;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BadgesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");

    private final SiteModel model = new SiteModel();
    private final Badges badges = new Badges(new Company(
            "Acme", ZoneId.of("UTC"), "@acme", "Acme", "support", URI.create("https://status.acme.example")));

    @Test
    void theBadgeTellsTheOverallStatusInWordsAndColour() throws Exception {
        assertThat(label("badge.svg")).isEqualTo("Acme: All systems operational");
        assertThat(text("badge.svg")).contains("#14703f");

        model.apply(Told.incident("inc", "Down", Impact.CRITICAL).step(NOW, Status.INVESTIGATING, null, "x"));

        assertThat(label("badge.svg")).isEqualTo("Acme: Major service outage");
        assertThat(text("badge.svg")).contains("#b0202b");
    }

    @Test
    void eachComponentHasOneByNameAndOneByIdAndEqualNamesAreNumbered() throws Exception {
        model.apply(ComponentEvents.changed("cmp_2", 1, "Café & Bar", null, 1, ComponentStatus.MAJOR_OUTAGE));
        model.apply(ComponentEvents.changed("cmp_1", 1, "Cafe: bar!", null, 2, ComponentStatus.OPERATIONAL));
        model.apply(ComponentEvents.changed("cmp_3", 1, "夜間", null, 3, ComponentStatus.OPERATIONAL));

        assertThat(files())
                .containsOnlyKeys(
                        "badge.svg",
                        "components/cafe-bar/badge.svg",
                        "components/cafe-bar-2/badge.svg",
                        "components/cmp_1/badge.svg",
                        "components/cmp_2/badge.svg",
                        "components/cmp_3/badge.svg");
        assertThat(label("components/cafe-bar/badge.svg"))
                .as("the one that was added first")
                .isEqualTo("Cafe: bar!: Operational");
        assertThat(text("components/cafe-bar-2/badge.svg")).isEqualTo(text("components/cmp_2/badge.svg"));
        assertThat(label("components/cmp_2/badge.svg")).isEqualTo("Café & Bar: Major outage");
    }

    @Test
    void aNameIsTextWhateverItHoldsAndALongOneIsCut() throws Exception {
        model.apply(ComponentEvents.changed(
                "cmp", 1, "\"><script>alert(1)</script>\u0000 &lt;", null, 1, ComponentStatus.OPERATIONAL));
        model.apply(ComponentEvents.changed("long", 1, "夜間 ".repeat(90), null, 2, ComponentStatus.OPERATIONAL));

        assertThat(label("components/cmp/badge.svg")).isEqualTo("\"><script>alert(1)</script> &lt;: Operational");
        assertThat(parsed("components/cmp/badge.svg")
                        .getElementsByTagName("script")
                        .getLength())
                .isZero();
        assertThat(Integer.parseInt(parsed("components/long/badge.svg").getAttribute("width")))
                .isLessThan(800);
    }

    private String label(String name) throws Exception {
        return parsed(name).getAttribute("aria-label");
    }

    private Element parsed(String name) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text(name).getBytes(UTF_8)))
                .getDocumentElement();
    }

    private String text(String name) {
        return new String(Objects.requireNonNull(files().get(name)).content().get(), UTF_8);
    }

    private Map<String, DerivedFile> files() {
        return badges.of(model).stream()
                .collect(Collectors.toMap(file -> file.path().value(), file -> file));
    }
}
