/**
 * What is written but not told yet.
 *
 * <p>Belongs here: keeping, changing, deleting and publishing commands that wait. Does not belong here: what a command
 * does; that is the incident's and the maintenance's business, and a draft is published by handing it to them.
 */
@NullMarked
package org.incidentcomms.api.draft;

import org.jspecify.annotations.NullMarked;
