/**
 * Statements by JDBC, and what their failures mean.
 *
 * <p>Does not belong here: any statement.
 */
@NullMarked
package org.incidentcomms.service.storage;

import org.jspecify.annotations.NullMarked;
