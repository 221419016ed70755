/**
 * What is written of an incident or maintenance when it is over.
 *
 * <p>Belongs here: the draft, and publishing and withdrawing it. Does not belong here: how it is told.
 */
@NullMarked
package org.incidentcomms.api.postmortem;

import org.jspecify.annotations.NullMarked;
