package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Erases a person, with a proof. The address is in the body, because URLs end up in logs. */
@Path("/v1/subscribers")
@Tag(name = "Subscribers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@RunOnVirtualThread
public class ErasureResource {
    private final Erasures erasures;
    private final JsonWebToken caller;

    ErasureResource(Erasures erasures, JsonWebToken caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    /**
     * Whom to erase.
     *
     * @param keepOut whether to keep a keyed hash of the address, so that no import brings it back; true by default
     */
    public record Erase(
            @NotNull String email,
            @JsonProperty("keep_out") @Nullable Boolean keepOut) {}

    /** The certificate of an erasure. */
    public record Erased(
            @JsonProperty("erased_at") Instant erasedAt,
            @JsonProperty("subscriber_id") @Nullable Long subscriberId,
            Map<String, Integer> deleted,
            @JsonProperty("kept_out") boolean keptOut,
            String proof) {}

    /** A certificate to verify, and the address it is about. */
    public record Verify(
            @NotNull String email,
            @JsonProperty("erased_at") @NotNull Instant erasedAt,
            @JsonProperty("subscriber_id") @Nullable Long subscriberId,
            @NotNull @Size(max = 50) Map<@NotNull String, @NotNull Integer> deleted,
            @JsonProperty("kept_out") @NotNull Boolean keptOut,
            @NotNull @Size(max = 200) String proof) {}

    /**
     * The result of a verification.
     *
     * @param genuine whether this service made the certificate, about this address
     * @param absent whether nothing is stored under the address now
     */
    public record Verified(boolean genuine, boolean absent) {}

    @POST
    @Path("/erase")
    @Operation(
            summary = "Erase a person: address, key, choices, requests, tokens and mails; answers a certificate with"
                    + " the number of rows by table")
    public Erased erase(@NotNull @Valid Erase body) {
        Erasures.Certificate certificate = erasures.erase(
                EmailAddress.ofRequest(body.email()), body.keepOut() == null || body.keepOut(), caller.getName());
        return new Erased(
                certificate.erasedAt(),
                certificate.subscriberId(),
                certificate.deleted(),
                certificate.keptOut(),
                certificate.proof());
    }

    @POST
    @Path("/erasures/verify")
    @Operation(summary = "Verify the certificate of an erasure; needs the address, which is stored nowhere")
    public Verified verify(@NotNull @Valid Verify body) {
        EmailAddress address = EmailAddress.ofRequest(body.email());
        Erasures.Certificate certificate = new Erasures.Certificate(
                body.erasedAt(), body.subscriberId(), body.deleted(), body.keptOut(), body.proof());
        return new Verified(erasures.isGenuine(address, certificate), erasures.isAbsent(address));
    }
}
