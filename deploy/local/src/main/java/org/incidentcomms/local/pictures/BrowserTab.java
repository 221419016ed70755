package org.incidentcomms.local.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One tab of a headless Chromium, driven by the Chrome DevTools Protocol
 * (https://chromedevtools.github.io/devtools-protocol/). One command at a time; each has a time-out.
 */
final class BrowserTab implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 860;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new ArrayBlockingQueue<>(1000);
    private int commands;

    /** Starts {@code program} with a profile in {@code folder}. */
    BrowserTab(String program, Path folder) throws IOException, InterruptedException {
        process = new ProcessBuilder(List.of(
                        program,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        Path portFile = folder.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException(program + " does not start; see " + folder.resolve("browser.log"));
            }
            Thread.sleep(50);
        }
        List<String> lines = Files.readAllLines(portFile);
        String browser = "ws://127.0.0.1:" + lines.getFirst() + lines.get(1);
        WebSocket control = connect(browser);
        String target = call(control, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        control.abort();
        socket = connect("ws://127.0.0.1:" + lines.getFirst() + "/devtools/page/" + target);
        call("Page.enable", Map.of());
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", WIDTH, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    private WebSocket connect(String address) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create(address), new Listener())
                .join();
    }

    /** Assembles whole messages. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                try {
                    JsonNode answer = JSON.readTree(message.toString());
                    if (answer.has("id")) {
                        answers.add(answer);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException("the browser's response is not JSON", e);
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        return call(socket, method, parameters);
    }

    private JsonNode call(WebSocket to, String method, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        int id = ++commands;
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        to.sendText(command.toString(), true).join();
        JsonNode answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null || answer.path("id").asInt() != id || answer.has("error")) {
            throw new IOException(method + " returned " + answer);
        }
        return answer.path("result");
    }

    /** Opens {@code address} and waits until {@code ready}, an expression of JavaScript, is true there. */
    void open(URI address, String ready) throws IOException, InterruptedException {
        call("Page.navigate", Map.of("url", address.toString()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("document.readyState === 'complete' && Boolean(" + ready + ")")
                .asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(address + " did not become ready: " + ready);
            }
            Thread.sleep(100);
        }
    }

    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                .path("result")
                .path("value");
    }

    /** Writes a screenshot to {@code file}, as WebP. */
    void draw(Path file) throws IOException, InterruptedException {
        String data = call("Page.captureScreenshot", Map.of("format", "webp", "quality", 82))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
