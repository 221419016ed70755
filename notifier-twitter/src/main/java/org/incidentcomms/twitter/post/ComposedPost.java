package org.incidentcomms.twitter.post;

import java.util.List;

/**
 * A post ready to be sent.
 *
 * @param weightedLength length as X counts it
 * @param warnings changes made to the operator's text, for the preview
 */
record ComposedPost(String text, int weightedLength, List<String> warnings) {
    ComposedPost {
        warnings = List.copyOf(warnings);
    }
}
