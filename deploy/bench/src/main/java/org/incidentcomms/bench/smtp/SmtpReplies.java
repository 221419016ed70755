package org.incidentcomms.bench.smtp;

import java.io.ByteArrayOutputStream;
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

    private record Delayed(byte[] bytes, long dueNanos) {}

    private static final Delayed END = new Delayed(new byte[0], 0);
    private static final int MOST_DELAYED = 1_000;

    private final OutputStream out;
    private final long delayNanos;
    private final ByteArrayOutputStream group = new ByteArrayOutputStream(256);
    private final BlockingQueue<Delayed> delayed = new ArrayBlockingQueue<>(MOST_DELAYED);
    private final @Nullable Thread writer;

    SmtpReplies(OutputStream out, Duration delay) {
        this.out = out;
        this.delayNanos = delay.toNanos();
        this.writer = delay.isZero() ? null : Thread.ofVirtual().start(this::writeDelayed);
    }

    void add(String... lines) {
        for (String line : lines) {
            group.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Sends what was added. */
    void flush() throws IOException, InterruptedException {
        if (group.size() == 0) {
            return;
        }
        if (writer == null) {
            group.writeTo(out);
            out.flush();
        } else {
            delayed.put(new Delayed(group.toByteArray(), System.nanoTime() + delayNanos));
        }
        group.reset();
    }

    /** Waits until all replies are sent. */
    @Override
    public void close() throws IOException, InterruptedException {
        flush();
        if (writer != null) {
            delayed.put(END);
            writer.join();
        }
    }

    private void writeDelayed() {
        try {
            for (Delayed next = delayed.take(); next != END; next = delayed.take()) {
                TimeUnit.NANOSECONDS.sleep(next.dueNanos() - System.nanoTime());
                out.write(next.bytes());
                out.flush();
            }
        } catch (IOException gone) {
            delayed.clear(); // the reader notices it, too
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
