/**
 * PostgreSQL by plain JDBC.
 *
 * <p>Belongs here: statements and their failures as unchecked exceptions, ids, stored JSON documents, deletion of old
 * rows. Does not belong here: any SQL of a feature; that is in its {@code XStore}.
 */
@NullMarked
package org.incidentcomms.api.storage;

import org.jspecify.annotations.NullMarked;
