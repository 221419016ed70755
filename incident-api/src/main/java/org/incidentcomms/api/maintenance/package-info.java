/**
 * Announced work and its window.
 *
 * <p>Belongs here: announcing, moving, cancelling and carrying out a maintenance, on what the incident package stores. Does
 * not belong here: sending anything.
 */
@NullMarked
package org.incidentcomms.api.maintenance;

import org.jspecify.annotations.NullMarked;
