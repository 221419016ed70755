/** The console, as a browser and the people before it see it. */
@NullMarked
package org.incidentcomms.api.console;

import org.jspecify.annotations.NullMarked;
