/**
 * What the stack is told: its ports, its data directory, what the environment overrides, and where a running one is.
 *
 * <p>Values only. Nothing here starts, stops or asks anything.
 */
@NullMarked
package org.incidentcomms.local.settings;

import org.jspecify.annotations.NullMarked;
