package org.incidentcomms.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpRepliesTest {

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final OutputStream out = new OutputStream() {
        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.add(new String(bytes, from, length, StandardCharsets.US_ASCII));
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void repliesToOneGroupAreWrittenTogetherAndAllBeforeTheEnd(int delayMillis)
            throws IOException, InterruptedException {
        try (SmtpReplies replies = new SmtpReplies(out, Duration.ofMillis(delayMillis))) {
            replies.add("250 a");
            replies.add("250-b", "250 c");
            replies.flush();
            replies.flush();
            replies.add("221 d");
        }
        assertThat(written).containsExactly("250 a\r\n250-b\r\n250 c\r\n", "221 d\r\n");
    }
}
