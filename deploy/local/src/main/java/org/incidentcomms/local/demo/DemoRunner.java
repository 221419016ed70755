package org.incidentcomms.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.RunningStack;

/** Posts the story through the API, as an operator would. */
final class DemoRunner {

    private final StackClient client;
    private final RunningStack stack;
    private final PrintStream out;
    private final Clock clock;
    private final Map<String, String> componentIds = new HashMap<>();
    private final List<Announcement> announcements = new ArrayList<>();

    DemoRunner(StackClient client, RunningStack stack, PrintStream out, Clock clock) {
        this.client = client;
        this.stack = stack;
        this.out = out;
        this.clock = clock;
    }

    /** Returns the announcements in order. */
    List<Announcement> tell() throws InterruptedException {
        components();
        DemoScript story = new DemoScript(this::componentId);
        subscribers();

        out.println("\nMonday, February 2");
        Announcement first =
                open("/v1/incidents", story.slowLogIn(), "slow log-in is reported", DemoScript.IN_FEBRUARY);
        update(first, story.siteTakenDown(), "the site is taken down; the feed and the update list are named");
        update(first, story.endOfDay(), "end-of-day update, signed ClickTime Web Operations");
        out.println("Tuesday, February 3");
        update(first, story.backToNormal(), "performance back to normal, with the analysis signed Alex Mann");
        out.println("Before a Saturday in August");
        open(
                "/v1/maintenances",
                story.augustMaintenance(LocalDate.now(clock)),
                "maintenance is announced, with its window in Pacific time",
                DemoScript.COMPONENTS);
        return List.copyOf(announcements);
    }

    private Announcement open(String path, Map<String, Object> body, String label, List<String> concerned)
            throws InterruptedException {
        JsonNode answer = client.post(at(path), body).expectSuccess("POST " + path);
        return announced(Announcement.first(at(path), answer, label, concerned));
    }

    private void update(Announcement first, Map<String, Object> body, String label) throws InterruptedException {
        URI updates = URI.create(first.owner() + "/updates");
        announced(first.next(client.post(updates, body).expectSuccess("POST " + updates.getPath()), label));
    }

    private Announcement announced(Announcement announcement) {
        announcements.add(announcement);
        out.println("  " + announcement.label());
        return announcement;
    }

    private void components() throws InterruptedException {
        URI address = at("/v1/components");
        for (JsonNode known : client.list(address)) {
            componentIds.put(known.path("name").asText(), known.path("id").asText());
        }
        for (String name : DemoScript.COMPONENTS) {
            if (!componentIds.containsKey(name)) {
                JsonNode made = client.post(address, Map.of("name", name)).expectSuccess("POST /v1/components");
                componentIds.put(name, made.path("id").asText());
            }
        }
        out.println("Components: " + String.join(", ", DemoScript.COMPONENTS));
    }

    /** Subscribers who exist from an earlier demo are not changed. */
    private void subscribers() throws InterruptedException {
        URI address = URI.create(stack.notifierEmail() + "/v1/subscribers");
        List<String> known = client.list(address).stream()
                .map(subscriber -> subscriber.path("email").asText())
                .toList();
        for (Subscriber subscriber : Subscriber.ALL) {
            if (!known.contains(subscriber.email())) {
                client.post(address, subscriber.body(this::componentId)).expectSuccess("POST /v1/subscribers");
            }
            out.println("Update list: " + subscriber.email()
                    + (subscriber.onlyFor().isEmpty() ? "" : ", for " + String.join(", ", subscriber.onlyFor())));
        }
    }

    private String componentId(String name) {
        return componentIds.getOrDefault(name, name);
    }

    private URI at(String path) {
        return URI.create(stack.incidentApi() + path);
    }
}
