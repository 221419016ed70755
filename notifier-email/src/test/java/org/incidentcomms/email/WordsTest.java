package org.incidentcomms.email;

import java.io.IOException;
import org.incidentcomms.testkit.TranslatedTexts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"message/mail", "subscriber/page"})
    void everyTextExistsInEveryLanguageWithTheSameLinksAndNoOtherValues(String name) throws IOException {
        TranslatedTexts.assertComplete(WordsTest.class, name);
    }
}
