/**
 * Digests of texts and bytes.
 *
 * <p>Does not belong here: what is digested.
 */
@NullMarked
package org.incidentcomms.service.digest;

import org.jspecify.annotations.NullMarked;
