/**
 * Counting requests: rates per key, and the keys by which callers without a name are counted.
 *
 * <p>Does not belong here: which requests are limited, and how many are allowed.
 */
@NullMarked
package org.incidentcomms.service.ratelimit;

import org.jspecify.annotations.NullMarked;
