/**
 * JDBC statements, and the classification of their failures.
 *
 * <p>Does not belong here: any statement.
 */
@NullMarked
package org.incidentcomms.service.storage;

import org.jspecify.annotations.NullMarked;
