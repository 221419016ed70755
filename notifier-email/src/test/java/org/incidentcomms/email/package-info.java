/** Tests of the channel as a whole, and the announcements all of this module's tests tell. */
@NullMarked
package org.incidentcomms.email;

import org.jspecify.annotations.NullMarked;
