package org.incidentcomms.twitter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.incidentcomms.twitter.gateway.Timeline.OwnPost;
import org.junit.jupiter.api.Test;

class XResponseParserTest {

    @Test
    void a_created_post_is_known_by_its_id() {
        assertThat(
                        XResponseParser.createdTweet(
                                "{\"data\":{\"id\":\"1800000000000000001\",\"text\":\"x\",\"edit_history_tweet_ids\":[\"1\"]}}"))
                .contains("1800000000000000001");
    }

    @Test
    void an_answer_that_is_something_else_is_no_exception() {
        for (String body : List.of("", "<html>", "[]", "{}", "{\"data\":{}}", "{\"data\":null}", "{\"errors\":[]}")) {
            assertThat(XResponseParser.createdTweet(body)).as(body).isEmpty();
            assertThat(XResponseParser.userId(body)).as(body).isEmpty();
        }
        assertThat(XResponseParser.page("<html>")).isEmpty();
    }

    @Test
    void a_timeline_is_read_as_it_was_written() {
        String body = """
                {"data":[{"id":"12","text":"Down &amp; out: a &lt; b https://t.co/abc","created_at":"2026-11-22T12:00:00.000Z",
                  "edit_history_tweet_ids":["12"],
                  "entities":{"urls":[{"start":23,"end":46,"url":"https://t.co/abc",
                    "expanded_url":"https://status.clicktime.com/i/1?a=1&b=2","display_url":"status.clicktime.com/i/1"}]},
                  "referenced_tweets":[{"type":"replied_to","id":"11"}]},
                 {"id":"11","text":"plain"}],
                 "meta":{"result_count":2,"newest_id":"12","oldest_id":"11","next_token":"t1"}}""";

        XResponseParser.Page page = XResponseParser.page(body).orElseThrow();

        assertThat(page.posts())
                .containsExactly(
                        new OwnPost("12", "Down & out: a < b https://status.clicktime.com/i/1?a=1&b=2"),
                        new OwnPost("11", "plain"));
        assertThat(page.next()).isEqualTo("t1");
    }

    @Test
    void a_long_post_is_read_whole() {
        String body = """
                {"data":[{"id":"12","text":"See https://t.co/abc … https://t.co/whole",
                  "entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"http://a.com","display_url":"a.com",
                    "start":4,"end":20}]},
                  "note_tweet":{"text":"See https://t.co/abc &amp; https://t.co/def",
                    "entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"http://a.com"},
                      {"url":"https://t.co/def","expanded_url":"http://b.com"}]}}}]}""";

        assertThat(XResponseParser.page(body).orElseThrow().posts())
                .containsExactly(new OwnPost("12", "See http://a.com & http://b.com"));
    }

    @Test
    void an_empty_timeline_is_a_page_without_posts() {
        assertThat(XResponseParser.page("{\"meta\":{\"result_count\":0}}")
                        .orElseThrow()
                        .posts())
                .isEmpty();
    }

    @Test
    void the_own_id_is_read() {
        assertThat(XResponseParser.userId(
                        "{\"data\":{\"id\":\"42\",\"name\":\"ClickTime\",\"username\":\"clicktime\"}}"))
                .contains("42");
    }
}
