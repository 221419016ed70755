package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.incidentcomms.events.Incident;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's text in several languages. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(EchoingNotifiers.class)
class TranslationsIT {
    private static final String OPENING = """
            {"impact": "minor", "title": "Slow log-in", "message": "Logging in is slow.",
             "title_translations": {"de": " Langsame Anmeldung "},
             "translations": {"de": {"message": "Die Anmeldung ist langsam."}, "pt-BR": {"headline": "Lento", "message": "O login está lento."}}}""";

    @Test
    void translationsAreShownAndTravelInTheEvent() {
        String id = open();

        Api.viewer()
                .get("/v1/incidents/" + id)
                .then()
                .body("title_translations.de", equalTo("Langsame Anmeldung"))
                .body("updates[0].translations.de.message", equalTo("Die Anmeldung ist langsam."))
                .body("updates[0].translations.'pt-BR'.headline", equalTo("Lento"));
        Incident told = newest(id, 1);
        assertThat(told.in("de").title()).isEqualTo("Langsame Anmeldung");
        assertThat(told.in("pt-BR").updates().getFirst().message()).isEqualTo("O login está lento.");
        assertThat(told.title()).isEqualTo("Slow log-in");
    }

    @Test
    void aCorrectedMessageDropsWhatIsNotCorrectedWithIt() {
        String id = open();
        String update = firstUpdate(id);

        correct(
                        id,
                        update,
                        "{\"message\": \"Logging in fails.\", \"translations\": {\"de\": {\"message\": \"Die Anmeldung geht nicht.\"}}}")
                .body("updates[0].translations.de.message", equalTo("Die Anmeldung geht nicht."))
                .body("updates[0].translations.'pt-BR'", nullValue());
        correct(id, update, "{\"translations\": {\"fr\": {\"message\": \"La connexion échoue.\"}}}")
                .body("updates[0].translations.de.message", equalTo("Die Anmeldung geht nicht."))
                .body("updates[0].translations.fr.message", equalTo("La connexion échoue."))
                .body("updates[0].history.size()", equalTo(1));
        correct(id, update, "{\"translations\": {\"de\": null}}").body("updates[0].translations.de", nullValue());
    }

    @Test
    void aChangedTitleDropsTheTranslationsOfTheFormerOne() {
        String id = open();

        Api.operator()
                .body("{\"impact\": \"major\"}")
                .patch("/v1/incidents/" + id)
                .then()
                .body("title_translations.de", equalTo("Langsame Anmeldung"));
        Api.operator()
                .body("{\"title\": \"No log-in\"}")
                .patch("/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .body("title_translations", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"translations": {"de": {"message": " "}}} | translations.de.message | must not be blank
                    {"translations": {"pt-BR": {"headline": "a\\nb"}}} | translations.pt-BR.headline | must be one line
                    {"translations": {"DE": {"message": "x"}}} | translations.DE | must be written as de
                    {"translations": {"d e": {"message": "x"}}} | translations.d e | must be a language tag
                    {"translations": {"de": {"text": "x"}}} | translations.de.text | unknown field
                    {"translations": {"de": {"message": "{{when}}"}}} | translations.de.message | has the blank
                    {"title_translations": {"de": "\\u200b"}} | title_translations.de | visible character""")
    void anErrorNamesTheFieldAndTheLanguage(String fields, String field, String message) {
        Api.operator()
                .body("{\"impact\": \"minor\", \"title\": \"t\", \"message\": \"m\", "
                        + fields.strip().substring(1))
                .post("/v1/incidents")
                .then()
                .statusCode(422)
                .body("violations.field", hasItems(field.strip()))
                .body("violations[0].message", containsString(message.strip()));
    }

    @Test
    void aPostmortemIsTranslatedToo() {
        String id = open();
        Api.operator()
                .body("{\"status\": \"resolved\", \"message\": \"Over.\"}")
                .post("/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
        Api.operator()
                .body(
                        "{\"title\": \"Why\", \"body\": \"A cache.\", \"translations\": {\"de\": {\"title\": \"Warum\"}}}")
                .put("/v1/incidents/" + id + "/postmortem")
                .then()
                .body("translations.de.title", equalTo("Warum"));
        Api.operator()
                .post("/v1/incidents/" + id + "/postmortem/publish")
                .then()
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("published.translations.de.title", equalTo("Warum"));
    }

    private static String open() {
        return Api.operator()
                .body(OPENING)
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String firstUpdate(String id) {
        return Api.viewer().get("/v1/incidents/" + id).path("updates[0].id");
    }

    private static ValidatableResponse correct(String id, String update, String patch) {
        Api.operator()
                .body(patch)
                .patch("/v1/incidents/" + id + "/updates/" + update)
                .then()
                .statusCode(200);
        return Api.viewer().get("/v1/incidents/" + id).then();
    }

    private static Incident newest(String id, int events) {
        try (EventsOnTopic topic = new EventsOnTopic()) {
            return EventsOnTopic.incident(topic.awaitOf(id, events).getLast());
        }
    }
}
