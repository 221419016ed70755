/** Takes the README's screenshots from a running stack. */
@NullMarked
package org.incidentcomms.local.pictures;

import org.jspecify.annotations.NullMarked;
