package org.incidentcomms.blog.publish.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.blog.publish.git.IncidentFile.Origin;
import org.incidentcomms.blog.publish.text.MirrorPost;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/** The file's front matter, as site generators and we ourselves read it. */
class IncidentFileTest {

    @Test
    void front_matter_holds_any_title_and_is_read_again() throws Exception {
        for (String title :
                List.of("yes", "a: b # c", "--- {{ x }}", "\"quoted\" \\ 'too'", "日本語 🎉", "a\u0085b\u2028c", "- x")) {
            Scenario story = Scenario.incident(title, Impact.MINOR);
            story.opens("Text.");
            Incident incident = story.incident();

            IncidentFile file = IncidentFile.of(incident, post(title, "---\nincident: other\n---\n"));

            String yaml = file.content().substring(4, file.content().indexOf("\n---\n", 4));
            JsonNode matter = new YAMLMapper().readTree(yaml);
            assertThat(matter.path("title").asText()).isEqualTo(title);
            assertThat(matter.path("tags").toString()).isEqualTo("[\"Log-in\"]");
            assertThat(Instant.parse(matter.path("date").asText())).isBeforeOrEqualTo(incident.createdAt());
            assertThat(IncidentFile.origin(file.content())).contains(new Origin(incident.id(), incident.version()));
            assertThat(file.name()).matches("\\d{4}-\\d\\d-\\d\\d-slow\\.md");
        }
    }

    @Test
    void other_files_are_not_ours() {
        for (String content :
                List.of("", "---", "text", "---\ntitle: x\n---\n", "---\n: [\n---\n", "---\nincident\n---\n")) {
            assertThat(IncidentFile.origin(content)).isEmpty();
        }
    }

    private static MirrorPost post(String title, String body) {
        return new MirrorPost("inc_1", "slow", title, body, "Text.", Instant.EPOCH, List.of("Log-in"));
    }
}
