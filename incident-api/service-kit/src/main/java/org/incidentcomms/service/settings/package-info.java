/**
 * Where settings come from.
 *
 * <p>Belongs here: reading secrets from files. Does not belong here: what a setting means; that is beside the feature it
 * is of.
 */
@NullMarked
package org.incidentcomms.service.settings;

import org.jspecify.annotations.NullMarked;
