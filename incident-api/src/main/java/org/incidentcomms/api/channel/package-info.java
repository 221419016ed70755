/** The configured channels of this installation. */
@NullMarked
package org.incidentcomms.api.channel;

import org.jspecify.annotations.NullMarked;
