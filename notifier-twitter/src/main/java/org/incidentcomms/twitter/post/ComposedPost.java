package org.incidentcomms.twitter.post;

import java.util.List;

/**
 * A post ready to be sent.
 *
 * @param weightedLength by X's count
 * @param warnings what was done to the operator's words, for the preview
 */
record ComposedPost(String text, int weightedLength, List<String> warnings) {
    ComposedPost {
        warnings = List.copyOf(warnings);
    }
}
