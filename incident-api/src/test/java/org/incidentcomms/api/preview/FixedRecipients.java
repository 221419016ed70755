package org.incidentcomms.api.preview;

import io.quarkus.test.junit.QuarkusMock;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.CDI;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.outbox.Outbox.Appended;

/** A count of recipients that needs no notifier. */
@Vetoed
public final class FixedRecipients extends PreviewedRecipients {
    private final LongSupplier count;

    private FixedRecipients(LongSupplier count) {
        super(
                CDI.current().select(NotifierClient.class).get(),
                CDI.current().select(CallerProvider.class).get());
        this.count = count;
    }

    /** Every event has so many recipients, until the test ends. */
    public static void are(long count) {
        are(() -> count);
    }

    /** As the other; what is given is done at each count. */
    public static void are(LongSupplier count) {
        QuarkusMock.installMockForType(new FixedRecipients(count), PreviewedRecipients.class);
    }

    @Override
    public OptionalLong of(Appended event) {
        return OptionalLong.of(count.getAsLong());
    }
}
