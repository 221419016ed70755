package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.incidentcomms.testkit.Patience;

/** Holds a relay at a certain point of its work with Kafka until it is opened; then it holds nothing any more. */
final class ProducerGate {
    private final ProducerProbe.Point point;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    ProducerGate(ProducerProbe.Point point) {
        this.point = point;
    }

    Producer<String, byte[]> guard(Producer<String, byte[]> producer) {
        return ProducerProbe.at(point, this::pass).on(producer);
    }

    void awaitReached() throws InterruptedException {
        await(reached);
    }

    void open() {
        open.countDown();
    }

    private void pass() {
        reached.countDown();
        try {
            await(open);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
