package org.incidentcomms.kit.quarkus;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.incidentcomms.kit.ledger.DeadLetterStore.Content;
import org.incidentcomms.kit.ledger.DeadLetterStore.Letter;
import org.incidentcomms.kit.notifier.DeadLetters;
import org.incidentcomms.kit.notifier.DeadLetters.Done;
import org.incidentcomms.kit.notifier.DeadLetters.Refused;
import org.incidentcomms.kit.notifier.DeadLetters.Result;
import org.incidentcomms.kit.notifier.DeadLetters.Unknown;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The operator's API of what a notifier set aside: records it cannot read, and deliveries it gave up. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {
    private static final String LETTER = "dead letter";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_PAGE = 200;
    /** More of a value is of no use to a reader. */
    private static final int SHOWN_BYTES = 65_536;

    private final NotifierLifecycle lifecycle;

    DeadLettersResource(NotifierLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** One page; {@code nextCursor} is the cursor of the next one, null on the last. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record LetterPage(List<Letter> items, @Nullable String nextCursor) {}

    /**
     * A dead letter with its content.
     *
     * @param detail what the remote system said; it may quote an address
     * @param headers of the record
     * @param value of the record as UTF-8, its first 64 KB
     * @param valueBytes length of the whole value
     */
    public record LetterView(
            Letter letter,
            @Nullable String detail,
            @Nullable Map<String, String> headers,
            @Nullable String value,
            @Nullable Integer valueBytes) {
        static LetterView of(Content content) {
            byte[] value = content.value();
            return new LetterView(
                    content.letter(),
                    content.detail(),
                    content.headers(),
                    value == null
                            ? null
                            : new String(
                                    Arrays.copyOf(value, Math.min(value.length, SHOWN_BYTES)), StandardCharsets.UTF_8),
                    value == null ? null : value.length);
        }
    }

    /** @param letters how many were closed: all open ones of the same event and destination */
    public record Replayed(int letters) {}

    /** Newest first, without their content: {@code kind} poison or delivery, {@code state} open or closed. */
    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    public LetterPage list(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @DefaultValue("open") String state,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (kind != null && !List.of("poison", "delivery").contains(kind)) {
            throw Problems.invalid("kind", "must be one of poison, delivery");
        }
        if (!List.of("open", "closed").contains(state)) {
            throw Problems.invalid("state", "must be one of open, closed");
        }
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw Problems.invalid("limit", "must be 1 to " + LONGEST_PAGE);
        }
        if (cursor != null && !NUMBER.matcher(cursor).matches()) {
            throw Problems.invalid("cursor", "must be the next_cursor of an earlier response");
        }
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        List<Letter> found = lifecycle
                .notifier()
                .map(notifier -> notifier.deadLetters().list(kind, state.equals("open"), before, limit + 1))
                .orElse(List.of());
        boolean more = found.size() > limit;
        List<Letter> page = more ? found.subList(0, limit) : found;
        return new LetterPage(page, more ? Long.toString(page.getLast().id()) : null);
    }

    /** One letter with its content; may quote an address, so viewers do not see it. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"operator", "admin"})
    public LetterView get(@PathParam("id") String id) {
        return letters().find(number(id)).map(LetterView::of).orElseThrow(() -> Problems.notFound(LETTER));
    }

    /**
     * Reads a record again, or retries the recipients that the event has failed to reach on that destination; whoever was
     * told is not told again. 409 if there is nothing to replay.
     */
    @POST
    @Path("/{id}/replay")
    @RolesAllowed({"operator", "admin"})
    public Replayed replay(@PathParam("id") String id, @Context SecurityContext caller) {
        return new Replayed(done(DeadLetters::replay, id, caller));
    }

    private interface Command {
        Result run(DeadLetters letters, long id, String by);
    }

    private int done(Command command, String id, SecurityContext caller) {
        return switch (command.run(
                letters(), number(id), caller.getUserPrincipal().getName())) {
            case Done(int letters) -> letters;
            case Unknown() -> throw Problems.notFound(LETTER);
            case Refused(String why) -> throw Problems.conflict(why);
        };
    }

    /** Closes a letter without replaying it; it stays listed as closed, with the caller's name, for 90 days. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed("admin")
    public void drop(@PathParam("id") String id, @Context SecurityContext caller) {
        int unused = done(DeadLetters::drop, id, caller);
    }

    private static long number(String id) {
        if (!NUMBER.matcher(id).matches()) {
            throw Problems.notFound(LETTER);
        }
        return Long.parseLong(id);
    }

    private DeadLetters letters() {
        return lifecycle.notifier().map(Notifier::deadLetters).orElseThrow(() -> Problems.notFound(LETTER));
    }
}
