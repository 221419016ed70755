/** The channels that this installation tells customers through, as the settings name them. */
@NullMarked
package org.incidentcomms.api.channel;

import org.jspecify.annotations.NullMarked;
