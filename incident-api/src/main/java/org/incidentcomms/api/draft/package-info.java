/**
 * Unpublished content.
 *
 * <p>Belongs here: storing, changing, deleting and publishing drafted commands. Does not belong here: the effect of a
 * command, which the incident and maintenance packages implement.
 */
@NullMarked
package org.incidentcomms.api.draft;

import org.jspecify.annotations.NullMarked;
