package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.incidentcomms.blog.site.feed.FeedGrammar;
import org.incidentcomms.blog.site.statuspage.StatuspageSchema;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All files for programs that a site consists of, in every language, by their standards: Atom (RFC 4287), RSS 2.0,
 * iCalendar (RFC 5545) and the documents of Statuspage's API v2.
 */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class PublishedFormatsIT {
    private static final String STATUSPAGE = "api/v2/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Stories stories;

    @ParameterizedTest
    @EnumSource
    void everyFeedCalendarAndDocumentIsValid(SampleSite sample) throws Exception {
        Map<String, String> files = SiteFiles.contents(stories.told(sample));
        Map<String, List<String>> faults = new TreeMap<>();
        Map<String, Integer> checked = new TreeMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            String format = format(file.getKey());
            List<String> found = switch (format) {
                case "atom" -> feed(FeedGrammar.ATOM, file.getValue(), "feed > id, entry > id");
                case "rss" -> feed(FeedGrammar.RSS, file.getValue(), "guid");
                case "ics" -> calendar(file.getValue());
                case "statuspage" ->
                    StatuspageSchema.faults(
                                    file.getKey().replaceFirst(".*" + STATUSPAGE, ""), JSON.readTree(file.getValue()))
                            .stream()
                            .map(String::valueOf)
                            .toList();
                default -> List.of();
            };
            checked.merge(format, 1, Integer::sum);
            if (!found.isEmpty()) {
                faults.put(file.getKey(), found);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(checked).containsEntry("statuspage", 8 * 5).containsEntry("ics", 5);
        assertThat(checked.get("atom")).as("two feeds in five languages").isGreaterThanOrEqualTo(2 * 5);
        assertThat(checked.get("rss")).isEqualTo(checked.get("atom"));
        assertThat(JSON.readTree(files.get(STATUSPAGE + "incidents.json")).path("incidents"))
                .hasSize(Math.min(50, sample.incidents()));
    }

    private static String format(String name) {
        return name.contains(STATUSPAGE) ? "statuspage" : name.substring(name.lastIndexOf('.') + 1);
    }

    /** A reader takes two entries of one id for one. */
    private static List<String> feed(FeedGrammar grammar, String content, String ids) throws Exception {
        List<String> faults = new ArrayList<>();
        String violations = grammar.violations(content.getBytes(UTF_8));
        if (!violations.isEmpty()) {
            faults.add(violations);
        }
        Document feed = Jsoup.parse(content, "", Parser.xmlParser());
        List<String> all = feed.select(ids).eachText();
        Set.copyOf(all).forEach(all::remove);
        all.forEach(id -> faults.add("not unique: " + id));
        return faults;
    }

    private static List<String> calendar(String content) throws Exception {
        List<String> faults = new ArrayList<>();
        new CalendarBuilder()
                .build(new StringReader(content))
                .validate(true)
                .getEntries()
                .forEach(entry -> faults.add(entry.toString()));
        content.lines()
                .filter(line -> line.getBytes(UTF_8).length > 75)
                .forEach(line -> faults.add("longer than 75 octets: " + line));
        return faults;
    }
}
