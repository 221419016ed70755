package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {
    private final Prose prose = new Prose();

    @Test
    void aTextsHeadingsStandBelowThePagesHeading() {
        assertThat(prose.below(3, "# One\n\n### Three").toString()).isEqualTo("<h4>One</h4>\n<h6>Three</h6>\n");
    }

    @Test
    void whatOnlyLooksLikeAHeadingIsLeftAlone() {
        assertThat(prose.below(1, "`<h1>`").toString()).doesNotContain("<h1>").doesNotContain("<h2>");
    }

    @Test
    void anExcerptIsOneLineCutAtAWordWithoutHeadings() {
        assertThat(Prose.excerpt("## What happened\n\nThe *session*\nstore was full.\n\nSorry.", 26))
                .isEqualTo("The session store was…");
    }

    @Test
    void aShortTextIsItsOwnExcerpt() {
        assertThat(Prose.excerpt("All is well.", 80)).isEqualTo("All is well.");
    }

    @Test
    void anExcerptNeverCutsThroughACharacter() {
        assertThat(Prose.excerpt("🕑".repeat(50), 9)).isEqualTo("🕑".repeat(4) + "…");
    }
}
