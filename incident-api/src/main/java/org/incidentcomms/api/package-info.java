/**
 * The service operators talk to.
 *
 * <p>Belongs here: what wires the features together. Does not belong here: anything a feature could hold.
 */
@NullMarked
package org.incidentcomms.api;

import org.jspecify.annotations.NullMarked;
