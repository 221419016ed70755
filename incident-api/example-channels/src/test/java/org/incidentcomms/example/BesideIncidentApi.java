package org.incidentcomms.example;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Tests of a notifier that is the kit and the two channels, beside the built incident-api. */
@Tag("service")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BesideIncidentApi {
    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI notifier;

    @SuppressWarnings("NullAway.Init") // started before the first test
    protected OperatorApi api;

    @BeforeAll
    void startApi() {
        api = new OperatorApi(notifier);
    }

    @AfterAll
    void stopApi() throws Exception {
        api.close();
    }
}
