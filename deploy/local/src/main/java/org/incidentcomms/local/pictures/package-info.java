/** Draws the pictures of README from a running stack. */
@NullMarked
package org.incidentcomms.local.pictures;

import org.jspecify.annotations.NullMarked;
