/**
 * Fields that log lines have in common.
 *
 * <p>Does not belong here: what is logged.
 */
@NullMarked
package org.incidentcomms.service.log;

import org.jspecify.annotations.NullMarked;
