package org.incidentcomms.blog.site.page;

import java.io.IOException;
import org.incidentcomms.testkit.TranslatedTexts;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void everyTextExistsInEveryLanguageWithTheSameLinksAndNoOtherValues() throws IOException {
        TranslatedTexts.assertComplete(WordsTest.class, "site");
    }
}
