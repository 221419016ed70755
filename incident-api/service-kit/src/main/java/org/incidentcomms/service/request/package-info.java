/**
 * What requests to several services carry.
 *
 * <p>Belongs here: preconditions. Does not belong here: bodies.
 */
@NullMarked
package org.incidentcomms.service.request;

import org.jspecify.annotations.NullMarked;
