/**
 * HTTP for channels: one client, and one table of what a reply or a broken connection means for a delivery.
 *
 * <p>The only package that knows the HTTP library. Does not belong here: what one remote side alone does (its own error
 * words, its own rate-limit headers, how its requests are signed).
 */
@NullMarked
package org.incidentcomms.kit.http;

import org.jspecify.annotations.NullMarked;
