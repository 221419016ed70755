/** Tests of what is written but not told yet. */
@NullMarked
package org.incidentcomms.api.draft;

import org.jspecify.annotations.NullMarked;
