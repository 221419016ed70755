package org.incidentcomms.api.access;

import org.jspecify.annotations.Nullable;

/**
 * What a state-changing call answered, as far as a repeated one must answer the same.
 *
 * @param location path of what was made, or null
 * @param etag with its quotes, or null
 * @param body JSON
 */
record StoredResponse(int status, @Nullable String location, @Nullable String etag, String body) {}
