package org.incidentcomms.email.message;

import java.util.List;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.MessageBundle;

/**
 * A short mail with one link, as the templates see it.
 *
 * @param words the fixed texts, in the reader's language
 * @param before paragraphs before the link
 * @param action what the link does
 * @param after paragraphs after it
 */
public record LetterView(
        Company company,
        MessageBundle words,
        String heading,
        List<String> before,
        String action,
        String url,
        List<String> after) {
    public LetterView {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    public String statusPageUrl() {
        return company.statusPage() + "/";
    }
}
