package org.incidentcomms.blog.publish.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.MessageBundles;
import org.incidentcomms.kit.wording.StatusLabels;
import org.incidentcomms.service.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * Composes the posts of an incident, which holds exactly what the mirror shows. Pure: the same incident gives the same
 * posts.
 */
public final class MirrorPosts {
    private static final MessageBundles WORDS = new MessageBundles(MirrorPosts.class, "mirror");
    private static final int LONGEST_EXCERPT = 240;
    /** A post's title is the heading of level 1. */
    private static final int TITLE = 1;

    private final Company company;
    private final Links links;
    private final MessageBundle words;
    private final DisplayTimes times;

    public MirrorPosts(Company company) {
        this.company = company;
        this.links = new Links(company);
        this.words = WORDS.in(company.language());
        this.times = new DisplayTimes(company.language());
    }

    /** One post per update, oldest first, and one for the post-mortem. */
    public List<MirrorPost> perUpdate(Incident incident) {
        List<MirrorPost> posts = new ArrayList<>();
        for (Update update : incident.updates()) {
            List<String> blocks = new ArrayList<>();
            window(incident).ifPresent(blocks::add);
            blocks.addAll(blocks(update, TITLE, incident));
            blocks.add(link(incident));
            posts.add(new MirrorPost(
                    update.id(),
                    update.slug(),
                    AnnouncementContent.headline(incident, update, company.language()),
                    joined(blocks),
                    excerpt(update.message()),
                    update.postedAt(),
                    update.components().stream().map(ComponentChange::name).toList()));
        }
        Postmortem analysis = incident.postmortem();
        if (analysis != null) {
            posts.add(new MirrorPost(
                    analysis.id(),
                    analysis.slug(),
                    analysis.title(),
                    joined(List.of(
                            Markdown.toMarkdownBelow(TITLE, analysis.body()),
                            signed(analysis.author()),
                            link(incident))),
                    excerpt(analysis.body()),
                    analysis.publishedAt(),
                    namesEver(incident)));
        }
        return posts;
    }

    /** One post with all updates, newest first, then the post-mortem. */
    public MirrorPost perIncident(Incident incident) {
        List<String> blocks = new ArrayList<>();
        window(incident).ifPresent(blocks::add);
        for (Update update : incident.updates().reversed()) {
            blocks.add("## " + Markdown.escape(heading(update)));
            blocks.add("*" + Markdown.escape(at(update.postedAt(), incident)) + "*");
            blocks.addAll(blocks(update, TITLE + 1, incident));
        }
        Postmortem analysis = incident.postmortem();
        if (analysis != null) {
            blocks.add("## " + Markdown.escape(analysis.title()));
            blocks.add(Markdown.toMarkdownBelow(TITLE + 1, analysis.body()));
            blocks.add(signed(analysis.author()));
        }
        blocks.add(link(incident));
        String newest = incident.updates().isEmpty()
                ? analysis == null ? "" : analysis.body()
                : incident.updates().getLast().message();
        return new MirrorPost(
                incident.id(),
                incident.slug(),
                incident.title(),
                joined(blocks),
                excerpt(newest),
                incident.createdAt(),
                namesEver(incident));
    }

    private List<String> blocks(Update update, int level, Incident incident) {
        List<String> blocks = new ArrayList<>();
        blocks.add(Markdown.toMarkdownBelow(level, update.message()));
        Instant edited = update.editedAt();
        if (update.revision() > 0 && edited != null) {
            blocks.add("*" + Markdown.escape(words.text("corrected", at(edited, incident))) + "*");
        }
        blocks.add(signed(update.author()));
        return blocks;
    }

    private String heading(Update update) {
        String label = StatusLabels.of(update.status(), company.language());
        return update.headline() == null ? label : label + ": " + update.headline();
    }

    /** The window of a maintenance that has not ended. */
    private Optional<String> window(Incident incident) {
        if (incident.window() == null || incident.status() == Status.COMPLETED) {
            return Optional.empty();
        }
        String key = incident.status() == Status.CANCELLED ? "cancelled" : "when";
        String sentence = times.window(incident.window(), incident.updatedAt());
        return Optional.of("**" + Markdown.escape(words.text(key, sentence)) + "**");
    }

    /** Times are those of the company; the year is told where it is not the year of the newest change. */
    private String at(Instant instant, Incident incident) {
        return times.instant(instant, company.timeZone(), incident.updatedAt());
    }

    private String link(Incident incident) {
        return Markdown.escape(words.text("page", company.name())) + " <" + links.incident(incident) + ">";
    }

    private String signed(@Nullable String author) {
        return Markdown.escape("– " + signature(author));
    }

    private String signature(@Nullable String author) {
        return author == null || author.isBlank() ? company.signOff() : author.strip();
    }

    private static List<String> namesEver(Incident incident) {
        Set<String> names = new LinkedHashSet<>();
        incident.updates()
                .forEach(update ->
                        update.components().stream().map(ComponentChange::name).forEach(names::add));
        incident.components().stream().map(AffectedComponent::name).forEach(names::add);
        return List.copyOf(names);
    }

    private static String excerpt(String markdown) {
        String line = Markdown.toText(markdown).replaceAll("\\s+", " ").strip();
        if (line.length() <= LONGEST_EXCERPT) {
            return line;
        }
        int end = line.offsetByCodePoints(0, Math.min(LONGEST_EXCERPT, line.codePointCount(0, line.length())));
        int word = line.lastIndexOf(' ', end);
        return line.substring(0, word > end / 2 ? word : end) + "…";
    }

    private static String joined(List<String> blocks) {
        return String.join(
                "\n\n",
                blocks.stream()
                        .map(String::stripTrailing)
                        .filter(block -> !block.isBlank())
                        .toList());
    }
}
