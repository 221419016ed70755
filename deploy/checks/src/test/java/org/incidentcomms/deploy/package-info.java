/** Checks of the files below {@code deploy/} that need no engine, cluster or network. */
@NullMarked
package org.incidentcomms.deploy;

import org.jspecify.annotations.NullMarked;
