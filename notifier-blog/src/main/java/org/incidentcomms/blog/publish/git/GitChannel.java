package org.incidentcomms.blog.publish.git;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.blog.publish.text.MirrorPosts;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.wording.Company;

/** A Git repository as a channel: one Markdown file per incident, one commit per change. */
public final class GitChannel implements MirrorChannel, AutoCloseable {
    private static final String DESTINATION = "git";

    private final GitMirror mirror;
    private final LocalClone clone;
    private final MirrorPosts texts;

    private GitChannel(GitMirror mirror, LocalClone clone, MirrorPosts texts) {
        this.mirror = mirror;
        this.clone = clone;
        this.texts = texts;
    }

    /**
     * The channel, or empty if no address is set.
     *
     * @throws IllegalStateException if a setting is missing or invalid; the message names it
     */
    public static Optional<GitChannel> of(GitConfig config, Company company, Clock clock) {
        return GitRemote.of(config).map(remote -> {
            IsolatedSystemReader.install();
            LocalClone clone = new LocalClone(remote, config.branch().strip());
            GitMirror mirror = new GitMirror(
                    clone,
                    directory(config.contentDirectory()),
                    config.authorName().orElse(company.signOff()),
                    config.authorEmail(),
                    clock);
            return new GitChannel(mirror, clone, new MirrorPosts(company));
        });
    }

    private static String directory(String setting) {
        String path = setting.strip().replaceAll("^/+|/+$", "");
        if (List.of(path.split("/")).contains("..")) {
            throw new IllegalStateException("GIT_CONTENT_DIRECTORY must be a folder inside the repository.");
        }
        return path.equals(".") ? "" : path;
    }

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public String notifyName() {
        return "blog";
    }

    @Override
    public Preview preview(PublishedEvent event) {
        Optional<IncidentFile> file = file(event);
        Map<String, String> parts = file.map(found -> Map.of(
                        "file", found.name(), "markdown", found.content(), "commit", CommitMessage.of(event, true)))
                .orElse(Map.of());
        return new Preview(DESTINATION, 1, parts, List.of(), null);
    }

    @Override
    public void compose(Delivery<Recipient.Single> delivery) {
        Optional<IncidentFile> unused = file(delivery.event());
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        PublishedEvent event = delivery.event();
        Optional<IncidentFile> file = file(event);
        return mirror.publish(new GitMirror.Change(
                event.subject(),
                event.data().aggregateVersion(),
                file.orElse(null),
                CommitMessage.of(event, file.isPresent())));
    }

    private Optional<IncidentFile> file(PublishedEvent event) {
        return copyOf(event).map(incident -> IncidentFile.of(incident, texts.perIncident(incident)));
    }

    /** Deletes the local clone. */
    @Override
    public void close() throws IOException {
        clone.close();
    }
}
