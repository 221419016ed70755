/** Checks HTML by its standard. */
@NullMarked
package org.incidentcomms.testkit.html;

import org.jspecify.annotations.NullMarked;
