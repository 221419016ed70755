/** Holds the service to the OpenAPI document it publishes. */
@NullMarked
package org.incidentcomms.api.openapi;

import org.jspecify.annotations.NullMarked;
