package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The whole list as a file, in and out. Both are streams: neither side holds the list in memory. */
@Path("/v1/subscribers")
@Tag(name = "Subscribers")
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
public class SubscriberListResource {
    private static final String CSV = "text/csv";
    private static final String JSON_LINES = "application/x-ndjson";

    private final SubscriberImport imports;
    private final SubscriberExport exports;
    private final ObjectMapper json;
    private final JsonWebToken caller;

    SubscriberListResource(SubscriberImport imports, SubscriberExport exports, ObjectMapper json, JsonWebToken caller) {
        this.imports = imports;
        this.exports = exports;
        this.json = json;
        this.caller = caller;
    }

    @POST
    @Path("/import")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import CSV: email, state, components, events, groups, language, time_zone, confirmed_at,"
                    + " note, created_at, asked_again; rows with errors are reported, the others imported; with"
                    + " ?welcome=true those who are added are told so by mail")
    public SubscriberImport.Report importCsv(
            @QueryParam("welcome") @DefaultValue("false") boolean welcome, InputStream body) throws IOException {
        return imports.run(new CsvSource(body), welcome, caller.getName());
    }

    @POST
    @Path("/import")
    @Consumes(JSON_LINES)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Import JSON lines with the same fields")
    public SubscriberImport.Report importJsonLines(
            @QueryParam("welcome") @DefaultValue("false") boolean welcome, InputStream body) throws IOException {
        return imports.run(new JsonLinesSource(body, json), welcome, caller.getName());
    }

    @GET
    @Path("/export")
    @Produces(CSV)
    @Operation(summary = "Export the list as CSV, or with Accept: application/x-ndjson as JSON lines")
    public Response exportCsv() {
        return file("subscribers.csv", exports::csv);
    }

    @GET
    @Path("/export")
    @Produces(JSON_LINES)
    @Operation(summary = "Export the list as JSON lines")
    public Response exportJsonLines() {
        return file("subscribers.jsonl", exports::jsonLines);
    }

    private static Response file(String name, StreamingOutput content) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
