package org.incidentcomms.email;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.email.message.MailSettings;
import org.incidentcomms.email.message.TestMailComposer;
import org.incidentcomms.email.smtp.OutgoingMail;
import org.incidentcomms.email.smtp.SmtpTransport;
import org.incidentcomms.email.subscriber.EmailAddress;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.ratelimit.TokenBuckets;
import org.jspecify.annotations.Nullable;

/** Sends a test mail at once, by the connections and the relay that the mails of incidents use. */
@Path("/v1/test-message")
@Tag(name = "Deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
public class TestMessageResource {
    static final int MOST_PER_MINUTE = 10;

    private final TestMailComposer composer;
    private final SmtpTransport transport;
    private final MailSettings settings;
    private final Clock clock;
    private final TokenBuckets limit = new TokenBuckets(MOST_PER_MINUTE, Duration.ofMinutes(1), 1);

    TestMessageResource(TestMailComposer composer, SmtpTransport transport, MailSettings settings, Clock clock) {
        this.composer = composer;
        this.transport = transport;
        this.settings = settings;
        this.clock = clock;
    }

    /** Where to send it. */
    public record TestMessage(@NotNull String email) {}

    /**
     * The relay took the mail; that says nothing of the mailbox.
     *
     * @param relay {@code host:port} of the relay
     * @param ms how long that took, in milliseconds
     */
    public record Accepted(boolean accepted, String relay, long ms) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send a test mail; 502 with the server's reply if it is refused, 504 if the server does not"
                    + " answer, 503 if nothing may be sent to this domain now, 429 above 10 a minute")
    public Accepted send(@NotNull @Valid TestMessage body) {
        String address = EmailAddress.ofRequest(body.email()).value();
        Duration wait = limit.take("all", clock.millis());
        if (wait.isPositive()) {
            throw Problems.tooMany("at most " + MOST_PER_MINUTE + " test mails a minute", wait);
        }
        AtomicReference<@Nullable String> relay = new AtomicReference<>();
        long began = System.nanoTime();
        DeliveryResult result = transport.send(
                new OutgoingMail(
                        settings.from().address(),
                        address,
                        composer.compose(address, UUID.randomUUID().toString())),
                () -> true,
                relay::set);
        long ms = (System.nanoTime() - began) / 1_000_000;
        return switch (result) {
            case DeliveryResult.Delivered delivered -> new Accepted(true, Objects.requireNonNull(relay.get()), ms);
            case DeliveryResult.Rejected(FailureReason reason, String reply) ->
                throw refused(reason, reply, relay.get(), ms);
            case DeliveryResult.Retry retry -> throw refused(retry.reason(), retry.detail(), relay.get(), ms);
            case DeliveryResult.Park(FailureReason reason, String reply) ->
                throw refused(reason, reply, relay.get(), ms);
            case DeliveryResult.Uncertain uncertain ->
                throw refused(uncertain.reason(), uncertain.detail(), relay.get(), ms);
            case DeliveryResult.Deferred deferred ->
                throw new Problem(503, "nothing is sent to this domain now: " + deferred.detail())
                        .field("reason", deferred.reason().label())
                        .header(
                                "Retry-After",
                                Long.toString(Math.max(
                                        1,
                                        Duration.between(clock.instant(), deferred.earliest())
                                                .toSeconds())));
            case DeliveryResult.Skipped skipped ->
                throw new IllegalStateException("skipped " + skipped.reason().label());
        };
    }

    /** {@code relay} is null if none could be connected to. */
    private static Problem refused(FailureReason reason, String reply, @Nullable String relay, long ms) {
        int status = reason == FailureReason.TIMED_OUT ? 504 : 502;
        Problem problem = new Problem(status, "the mail server did not take it: " + reply)
                .field("reason", reason.label())
                .field("reply", reply)
                .field("ms", ms);
        return relay == null ? problem : problem.field("relay", relay);
    }
}
