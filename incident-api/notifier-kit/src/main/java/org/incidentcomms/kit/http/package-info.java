/**
 * HTTP for channels: one client, and one mapping from responses and connection errors to delivery results.
 *
 * <p>The only package that uses the HTTP library. Does not belong here: what is specific to one remote system (its
 * error texts, rate-limit headers, request signatures).
 */
@NullMarked
package org.incidentcomms.kit.http;

import org.jspecify.annotations.NullMarked;
