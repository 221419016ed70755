/**
 * What became of each mail, by subscriber: read from the notifier kit's ledger, which is in the same database. Shows ids
 * only, never an address.
 */
@NullMarked
package org.incidentcomms.email.delivery;

import org.jspecify.annotations.NullMarked;
