/** Tests of the whole channel, and announcements shared by this module's tests. */
@NullMarked
package org.incidentcomms.email;

import org.jspecify.annotations.NullMarked;
