package org.incidentcomms.kit.http;

import java.io.IOException;
import java.net.URI;

/** The two requests of these tests. */
final class Calls {
    private Calls() {}

    static HttpReply post(ChannelHttpClient client, URI uri, String json) throws IOException {
        return client.send(OutboundRequest.postJson(uri, json));
    }

    static HttpReply get(ChannelHttpClient client, URI uri) throws IOException {
        return client.send(OutboundRequest.get(uri));
    }
}
