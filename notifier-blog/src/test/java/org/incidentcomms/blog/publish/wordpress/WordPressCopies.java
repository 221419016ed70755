package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.contract.RemoteCopies;

/** A stub as the contract of mirrors sees it: the posts of one incident, one per update, are one copy. */
record WordPressCopies(WordPressStub stub) implements RemoteCopies {

    @Override
    public Map<String, List<String>> copies() {
        Map<String, Map<String, String>> posts = new LinkedHashMap<>();
        Map<String, List<String>> copies = new LinkedHashMap<>();
        for (ObjectNode post : stub.posts().all()) {
            String text = text(post);
            PostMarker marker = PostMarker.in(text).orElseThrow();
            String other = posts.computeIfAbsent(marker.incidentId(), id -> new LinkedHashMap<>())
                    .put(marker.key(), text);
            if (other != null) {
                copies.computeIfAbsent(marker.incidentId(), id -> new ArrayList<>())
                        .add("a second post of one key: " + other);
            }
        }
        posts.forEach((id, texts) ->
                copies.computeIfAbsent(id, unused -> new ArrayList<>()).add(String.join("\n", texts.values())));
        return copies;
    }

    /** One for each version that was written, with all its posts. */
    @Override
    public List<Accepted> accepted() {
        Map<String, List<Accepted>> versions = stub.accepted().stream()
                .collect(Collectors.groupingBy(
                        written -> {
                            PostMarker marker = PostMarker.in(written.text()).orElseThrow();
                            return marker.incidentId() + " " + marker.version();
                        },
                        LinkedHashMap::new,
                        Collectors.toList()));
        return versions.entrySet().stream()
                .map(version -> new Accepted(
                        "wordpress",
                        version.getKey(),
                        version.getValue().stream().map(Accepted::text).collect(Collectors.joining("\n"))))
                .toList();
    }

    private static String text(ObjectNode post) {
        return post.path("title").asText() + "\n"
                + post.path("content").path("raw").asText();
    }

    @Override
    public void refuseNext(int times) {
        stub.refuseNext(times);
    }

    @Override
    public void loseNextAnswer() {
        stub.loseNextAnswer();
    }

    @Override
    public void goDown() {
        stub.goDown();
    }

    @Override
    public void comeUp() {
        stub.comeUp();
    }

    @Override
    public void reset() {
        stub.reset();
    }

    @Override
    public int attemptsInVain() {
        return stub.attemptsInVain();
    }

    @Override
    public void close() {
        stub.close();
    }
}
