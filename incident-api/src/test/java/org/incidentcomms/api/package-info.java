/** The service as a whole, called as operators call it. */
@NullMarked
package org.incidentcomms.api;

import org.jspecify.annotations.NullMarked;
