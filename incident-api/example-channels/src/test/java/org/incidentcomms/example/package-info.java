/**
 * Two channels that exist only here, made by the recipe "A new channel" in the notifier kit's README: {@code chat}
 * announces, {@code copy} mirrors. They are tested by their contracts, and in one notifier beside incident-api, which
 * knows them by its settings alone.
 */
@NullMarked
package org.incidentcomms.example;

import org.jspecify.annotations.NullMarked;
