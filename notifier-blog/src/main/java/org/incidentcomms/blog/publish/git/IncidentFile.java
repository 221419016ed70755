package org.incidentcomms.blog.publish.git;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.blog.publish.text.MirrorPost;
import org.incidentcomms.events.Incident;

/**
 * The Markdown file of an incident, with YAML front matter that Hugo, Jekyll and Eleventy read.
 *
 * @param name of the file: date and slug, as Jekyll wants for posts
 */
record IncidentFile(String name, String content) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    private static final String END = "---\n";
    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---\\R(.*?)^---\\s*$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Which incident a file shows, in which version. */
    record Origin(String incidentId, long version) {}

    static IncidentFile of(Incident incident, MirrorPost post) {
        ObjectNode matter = YAML.createObjectNode()
                .put("title", post.title())
                .put("description", post.excerpt())
                .put("date", seconds(incident.createdAt()))
                .put("lastmod", seconds(incident.updatedAt()))
                .put("slug", post.slug())
                .put("kind", incident.kind().wire())
                .put("status", incident.status().wire())
                .put("impact", incident.impact().name().toLowerCase(Locale.ROOT));
        matter.putPOJO("tags", post.components());
        matter.put("incident", incident.id()).put("version", incident.version());
        String day = incident.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        try {
            return new IncidentFile(
                    day + "-" + post.slug() + ".md", YAML.writeValueAsString(matter) + END + "\n" + post.body() + "\n");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the front matter of any file; empty if it is not one of ours. */
    static Optional<Origin> origin(String content) {
        Matcher found = FRONT_MATTER.matcher(content);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            JsonNode matter = YAML.readTree(found.group(1));
            String id = matter.path("incident").asText("");
            return id.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Origin(id, matter.path("version").asLong()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
