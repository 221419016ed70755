/**
 * Settings of the stack: ports, data directory, overrides from the environment, and the addresses of a running one.
 *
 * <p>Values only; nothing here starts, stops or calls anything.
 */
@NullMarked
package org.incidentcomms.local.settings;

import org.jspecify.annotations.NullMarked;
