package org.incidentcomms.local.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.RunningStack;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.local.token.TokenKey;

/**
 * {@code deploy/local/pictures}: takes screenshots of status page, mail and console after the demo, and stores them
 * beside the code.
 */
public final class PicturesCommand {
    private static final long LARGEST = 150 * 1024;

    private final Path top;
    private final RunningStack stack;
    private final StackClient client;
    private final BrowserTab browser;

    private PicturesCommand(Path top, RunningStack stack, StackClient client, BrowserTab browser) {
        this.top = top;
        this.stack = stack;
        this.client = client;
        this.browser = browser;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path top = Path.of(args[0]);
        StackSettings settings = StackSettings.of(top, System.getenv());
        Optional<RunningStack> stack = RunningStack.in(settings.data());
        if (stack.isEmpty() || stack.get().mailbox().isEmpty()) {
            System.err.println("No stack with its own mailbox is running. Start it and play the demo:");
            System.err.println("  deploy/local/up      and, in another terminal:  deploy/local/demo");
            System.exit(1);
            return;
        }
        String token = TokenKey.in(settings.data()).token("ada", "operator");
        Path folder = Files.createTempDirectory("pictures");
        String program = System.getenv().getOrDefault("CHROMIUM", "chromium");
        try (BrowserTab browser = new BrowserTab(program, folder)) {
            new PicturesCommand(top, stack.get(), new StackClient(token), browser).draw(token);
        } finally {
            delete(folder);
        }
    }

    private void draw(String token) throws IOException, InterruptedException {
        JsonNode incident = newestIncident();
        drawPage();
        drawMail();
        drawConsole(token, incident.path("id").asText());
    }

    private void drawPage() throws IOException, InterruptedException {
        browser.open(stack.notifierBlog(), "document.querySelector('main')");
        save("notifier-blog/status-page.webp");
    }

    /** The newest mail on a page of its own, as a mail program shows it. */
    private void drawMail() throws IOException, InterruptedException {
        URI mailbox = stack.mailbox().orElseThrow();
        JsonNode mails = client.get(mailbox.resolve("/api/messages?limit=1")).expectSuccess("the mailbox");
        String id = mails.path("messages").path(0).path("id").asText();
        String html = client.get(mailbox.resolve("/api/messages/" + id))
                .expectSuccess("the newest mail")
                .path("html")
                .asText();
        Path file = Files.createTempFile("mail", ".html");
        try {
            Files.writeString(file, html);
            browser.open(file.toUri(), "document.body.innerText.trim()");
            save("notifier-email/mail.webp");
        } finally {
            Files.delete(file);
        }
    }

    private void drawConsole(String token, String incidentId) throws IOException, InterruptedException {
        browser.open(stack.incidentApi(), "document.querySelector('form')");
        browser.evaluate("sessionStorage.setItem('console.token', '" + token + "')");
        URI incident = stack.incidentApi().resolve("/?drawn#/incidents/" + incidentId);
        browser.open(incident, "document.querySelector('main h1, main h2') && document.querySelector('textarea')");
        save("incident-api/console.webp");
    }

    private JsonNode newestIncident() throws InterruptedException {
        List<JsonNode> incidents = client.list(stack.incidentApi().resolve("/v1/incidents"));
        return incidents.stream()
                .max(Comparator.comparing(
                        incident -> incident.path("created_at").asText()))
                .orElseThrow(() -> new IllegalStateException("there is no incident; play the demo: deploy/local/demo"));
    }

    private void save(String name) throws IOException, InterruptedException {
        Path file = top.resolve(name);
        browser.draw(file);
        long size = Files.size(file);
        System.out.printf("%-32s %4d KB%n", name, size / 1024);
        if (size > LARGEST) {
            System.err.println(name + " is larger than " + LARGEST / 1024 + " KB");
            System.exit(1);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
