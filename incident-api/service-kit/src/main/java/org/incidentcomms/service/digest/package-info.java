/**
 * Digests of texts and bytes.
 *
 * <p>Does not belong here: what they are digests of.
 */
@NullMarked
package org.incidentcomms.service.digest;

import org.jspecify.annotations.NullMarked;
