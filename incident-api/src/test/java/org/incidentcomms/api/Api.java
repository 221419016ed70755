package org.incidentcomms.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.incidentcomms.testkit.Tokens;

/** Calls of the API under test, as one operator or another makes them. */
public final class Api {
    public static final String OPERATOR = Tokens.token("alex.mann", "operator");
    public static final String VIEWER = Tokens.token("vera", "viewer");

    public static final String ADMIN = Tokens.token("ada", "admin");

    private Api() {}

    public static RequestSpecification operator() {
        return as(OPERATOR);
    }

    public static RequestSpecification admin() {
        return as(ADMIN);
    }

    public static RequestSpecification viewer() {
        return as(VIEWER);
    }

    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    /** Adds a component of this body, JSON; returns its id. */
    public static String addComponent(String body) {
        return operator()
                .body(body)
                .post("/v1/components")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Opens an incident of this title, and says its id. */
    public static String open(String title) {
        return operator()
                .body("{\"impact\":\"minor\",\"title\":\"" + title + "\",\"message\":\"We are looking into it.\"}")
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Posts an incident of this body, JSON, which says that it is a draft; returns its id. */
    public static String draft(String body) {
        return operator()
                .body(body)
                .post("/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static Response draftUpdate(String id, String body) {
        return operator().body(body).post("/v1/incidents/" + id + "/updates");
    }

    public static ValidatableResponse preview(String body) {
        return operator().body(body).post("/v1/previews").then();
    }
}
