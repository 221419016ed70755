package org.incidentcomms.blog.site.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownRendererTest {
    private final MarkdownRenderer prose = new MarkdownRenderer();

    @Test
    void aTextsHeadingsStandBelowThePagesHeading() {
        assertThat(prose.below(1, "## Two\n\n#### Four\n\n## Two"))
                .isEqualTo("<h2>Two</h2>\n<h3>Four</h3>\n<h2>Two</h2>\n");
    }

    @Test
    void anExcerptIsOneLineCutAtAWordWithoutHeadings() {
        assertThat(prose.excerpt("## What happened\n\nThe *session*\nstore was full.\n\nSorry.", 26))
                .isEqualTo("The session store was…");
    }

    @Test
    void aShortTextIsItsOwnExcerpt() {
        assertThat(prose.excerpt("All is well.", 80)).isEqualTo("All is well.");
    }

    @Test
    void anExcerptNeverCutsThroughACharacter() {
        assertThat(prose.excerpt("🕑".repeat(50), 9)).isEqualTo("🕑".repeat(4) + "…");
    }
}
