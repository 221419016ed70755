/** What binds the records to the published schemas, samples and {@code asyncapi.yaml}. */
@NullMarked
package org.incidentcomms.events;

import org.jspecify.annotations.NullMarked;
