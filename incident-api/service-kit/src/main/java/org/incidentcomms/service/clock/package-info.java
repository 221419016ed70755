/** What to do about machines whose clocks are wrong, or are set. */
@NullMarked
package org.incidentcomms.service.clock;

import org.jspecify.annotations.NullMarked;
