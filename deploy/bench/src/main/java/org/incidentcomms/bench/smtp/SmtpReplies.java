package org.incidentcomms.bench.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The replies to one client. Those to a group of pipelined commands (RFC 2920) are sent together, after the delay of
 * the simulated network, if there is one. As on a network, the delay of one group does not hold up the next one.
 */
final class SmtpReplies implements AutoCloseable {

    /**
     * The replies to one group.
     *
     * @param lines empty after the last group
     */
    private record Delayed(String lines, long dueNanos) {
        boolean isEnd() {
            return lines.isEmpty();
        }
    }

    private static final int MOST_DELAYED = 1_000;

    private final OutputStream out;
    private final long delayNanos;
    private final StringBuilder group = new StringBuilder();
    private final BlockingQueue<Delayed> delayed = new ArrayBlockingQueue<>(MOST_DELAYED);
    private final @Nullable Thread writer;

    SmtpReplies(OutputStream out, Duration delay) {
        this.out = out;
        this.delayNanos = delay.toNanos();
        this.writer = delay.isZero() ? null : Thread.ofVirtual().start(this::writeDelayed);
    }

    void add(String... lines) {
        for (String line : lines) {
            group.append(line).append("\r\n");
        }
    }

    /** Sends what was added. */
    void flush() throws IOException, InterruptedException {
        if (group.isEmpty()) {
            return;
        }
        String lines = group.toString();
        group.setLength(0);
        if (writer == null) {
            write(lines);
        } else {
            delayed.put(new Delayed(lines, System.nanoTime() + delayNanos));
        }
    }

    /** Waits until all replies are sent. */
    @Override
    public void close() throws IOException, InterruptedException {
        flush();
        if (writer != null) {
            delayed.put(new Delayed("", 0));
            writer.join();
        }
    }

    private void writeDelayed() {
        try {
            for (Delayed next = delayed.take(); !next.isEnd(); next = delayed.take()) {
                TimeUnit.NANOSECONDS.sleep(next.dueNanos() - System.nanoTime());
                write(next.lines());
            }
        } catch (IOException gone) {
            delayed.clear(); // the reader notices it, too
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String lines) throws IOException {
        out.write(lines.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
