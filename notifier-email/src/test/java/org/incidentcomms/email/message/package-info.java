/** Tests of the feature. */
@NullMarked
package org.incidentcomms.email.message;

import org.jspecify.annotations.NullMarked;
