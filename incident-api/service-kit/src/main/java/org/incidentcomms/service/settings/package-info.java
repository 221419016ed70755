/**
 * Sources of settings.
 *
 * <p>Belongs here: reading secrets from files. Does not belong here: the meaning of a setting, which is documented with
 * its feature.
 */
@NullMarked
package org.incidentcomms.service.settings;

import org.jspecify.annotations.NullMarked;
