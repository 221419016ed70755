package org.incidentcomms.api.delivery;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.api.delivery.DeliveryStreams.DeliverySnapshot;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.storage.StorageException;

/**
 * Streams one incident's deliveries to one client as server-sent events, on its own virtual thread.
 *
 * <p>Each message is a complete {@link DeliverySnapshot}, so missed messages do not matter; at most four are sent a
 * second. The stream ends after some minutes, when the token expires or when the service stops; the client then
 * reconnects.
 */
final class DeliveryStream implements StreamingOutput {
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(250);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(10);

    private final DeliveryStreams live;
    private final IncidentKind kind;
    private final String incidentId;
    private final String subject;
    private final Instant begunAt;
    private final Instant end;
    private final Semaphore wakings = new Semaphore(0);
    private volatile boolean ending;

    DeliveryStream(
            DeliveryStreams live, IncidentKind kind, String incidentId, String subject, Instant begunAt, Instant end) {
        this.live = live;
        this.kind = kind;
        this.incidentId = incidentId;
        this.subject = subject;
        this.begunAt = begunAt;
        this.end = end;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            send(out, "retry: 1000\n\n");
            follow(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StorageException e) {
            send(out, ": the database is unavailable\n\n");
        } finally {
            live.closed(this);
        }
    }

    private void follow(OutputStream out) throws IOException, InterruptedException {
        DeliveryStore.Stamp sent = null;
        Instant lastSent = begunAt;
        while (!ending && live.now().isBefore(end)) {
            DeliveryStore.Stamp stamp = live.stampOf(incidentId);
            if (stamp == null) {
                return;
            }
            if (!stamp.equals(sent)) {
                String data = live.snapshot(kind, incidentId, stamp.version());
                send(out, "event: deliveries\ndata: " + data + "\n\n");
                sent = stamp;
                lastSent = live.now();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MESSAGES.toMillis());
            } else if (lastSent.plus(BETWEEN_HEARTBEATS).isBefore(live.now())) {
                send(out, ": keep-alive\n\n");
                lastSent = live.now();
            }
            if (wakings.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                wakings.drainPermits();
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void wake() {
        wakings.release();
    }

    void end() {
        ending = true;
        wake();
    }

    String incidentId() {
        return incidentId;
    }

    String subject() {
        return subject;
    }

    Instant begunAt() {
        return begunAt;
    }
}
