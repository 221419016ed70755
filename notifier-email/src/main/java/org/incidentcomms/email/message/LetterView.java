package org.incidentcomms.email.message;

import java.util.List;
import org.incidentcomms.kit.wording.Company;

/**
 * A short mail with one link, as the templates see it.
 *
 * @param before paragraphs before the link
 * @param action what the link does
 * @param after paragraphs after it
 */
record LetterView(
        Company company, String heading, List<String> before, String action, String url, List<String> after) {}
