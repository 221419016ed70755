/** Tests of the feature. */
@NullMarked
package org.incidentcomms.email.bounce;

import org.jspecify.annotations.NullMarked;
