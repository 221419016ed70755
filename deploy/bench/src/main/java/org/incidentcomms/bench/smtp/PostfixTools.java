package org.incidentcomms.bench.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Postfix's {@code smtp-sink}, a server that discards mail, and {@code smtp-source}, a client that sends copies of one
 * message: the number of mails this machine can move with SMTP.
 */
public final class PostfixTools {

    private static final int MOST_SESSIONS = 512;
    private static final int BACKLOG = 1_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final Path sink;
    private final Path source;

    private PostfixTools(Path sink, Path source) {
        this.sink = sink;
        this.source = source;
    }

    /** Finds them on the PATH or in {@code /usr/sbin}. */
    public static PostfixTools find() {
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1));
        return in(Stream.concat(path, Stream.of("/usr/sbin"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList());
    }

    /** Finds them in the first of these folders that has them. */
    static PostfixTools in(List<Path> folders) {
        return new PostfixTools(find("smtp-sink", folders), find("smtp-source", folders));
    }

    /** A running {@code smtp-sink}; it also ends when this process is killed. */
    public static final class Sink implements AutoCloseable {
        private final Process shell;

        private Sink(Process shell) {
            this.shell = shell;
        }

        @Override
        public void close() throws InterruptedException {
            try {
                shell.getOutputStream().close();
            } catch (IOException ended) {
                // its end is awaited below
            }
            if (!shell.waitFor(5, TimeUnit.SECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        }
    }

    /** Starts {@code smtp-sink} on a port of 127.0.0.1 and waits until it listens. */
    public Sink startSink(int port, Path log) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                // The shell waits for the end of its input, which the kernel closes however this process ends.
                "trap '' INT HUP; \"$@\" </dev/null & sink=$!; read -r end; kill $sink; wait $sink",
                "sh",
                sink.toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", unprivilegedUser()));
        }
        command.addAll(List.of("-m", String.valueOf(MOST_SESSIONS), "127.0.0.1:" + port, String.valueOf(BACKLOG)));
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Sink started = new Sink(shell);
            long begun = System.nanoTime();
            while (!greets(port)) {
                if (System.nanoTime() - begun > START_LIMIT.toNanos()) {
                    started.close();
                    throw new IllegalStateException("smtp-sink does not listen: " + Files.readString(log));
                }
                Thread.sleep(20);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start smtp-sink", e);
        }
    }

    /**
     * Sends mails with {@code smtp-source}, each to an address of its own, and returns the number per second.
     *
     * @param sessions connections, all reused
     * @param bytes size of one mail
     * @param niceness nice value, that of the service it is compared with
     */
    public double send(int port, int sessions, int mails, int bytes, int niceness, Duration atMost)
            throws InterruptedException {
        List<String> command = List.of(
                "nice",
                "-n",
                String.valueOf(niceness),
                source.toString(),
                "-d",
                "-N",
                "-s",
                String.valueOf(sessions),
                "-m",
                String.valueOf(mails),
                "-l",
                String.valueOf(bytes),
                "-f",
                "status@bench.example",
                "-t",
                "reader@bench.example",
                "127.0.0.1:" + port);
        try {
            long begun = System.nanoTime();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("smtp-source did not end within " + atMost.toSeconds() + " s");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("smtp-source failed: " + said);
            }
            return mails / seconds;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run smtp-source", e);
        }
    }

    private static Path find(String tool, List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        tool + " is not installed: install the package postfix (Debian: apt-get install postfix)."));
    }

    /** The user it switches to when it is started by root, which it requires. */
    private static String unprivilegedUser() {
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            return users.anyMatch(user -> user.startsWith("postfix:")) ? "postfix" : "nobody";
        } catch (IOException e) {
            return "nobody";
        }
    }

    private static boolean greets(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            return socket.getInputStream().read() == '2';
        } catch (IOException notYet) {
            return false;
        }
    }
}
