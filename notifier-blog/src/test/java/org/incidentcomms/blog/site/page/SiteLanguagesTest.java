package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.api.Test;

class SiteLanguagesTest {
    private final SiteLanguages languages = SiteLanguages.of(Language.GERMAN, List.of("fr", "de", "en"));

    @Test
    void theCompanysLanguageIsAtTheRootWhetherOrNotItIsNamed() {
        assertThat(languages.all()).containsExactly(Language.GERMAN, Language.ENGLISH, Language.FRENCH);
        assertThat(languages.segment(Language.GERMAN)).isEmpty();
        assertThat(languages.segment(Language.ENGLISH)).isEqualTo("en");
        assertThat(languages.ofSegment("en")).contains(Language.ENGLISH);
        assertThat(languages.ofSegment("de")).isEmpty();
        assertThat(languages.ofSegment("incidents")).isEmpty();
        assertThat(SiteLanguages.of(Language.JAPANESE, List.of()).all()).containsExactly(Language.JAPANESE);
    }

    @Test
    void aBrowserGetsTheBestThatExists() {
        assertThat(languages.accepted("fr-CA, en;q=0.5")).isEqualTo(Language.FRENCH);
        assertThat(languages.accepted("ja")).isEqualTo(Language.GERMAN);
        assertThat(languages.accepted(null)).isEqualTo(Language.GERMAN);
    }

    @Test
    void anUnknownLanguageIsRefusedWithTheNameOfTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SiteLanguages.of(Language.ENGLISH, List.of("de", "tlh")))
                .withMessage("BLOG_SITE_LANGUAGES must only name en, de, fr, es, ja, not tlh");
    }
}
