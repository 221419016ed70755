/** Tests of the feature. */
@NullMarked
package org.incidentcomms.email.smtp;

import org.jspecify.annotations.NullMarked;
