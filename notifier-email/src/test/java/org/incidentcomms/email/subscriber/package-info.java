/** Tests of the feature. */
@NullMarked
package org.incidentcomms.email.subscriber;

import org.jspecify.annotations.NullMarked;
