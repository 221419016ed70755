/**
 * The components whose status the page shows.
 *
 * <p>Belongs here: components and the changes updates make to them. Does not belong here: incidents.
 */
@NullMarked
package org.incidentcomms.api.component;

import org.jspecify.annotations.NullMarked;
