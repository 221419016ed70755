/**
 * Settings that several features read the same way: secrets from the environment or a file.
 *
 * <p>A feature's own settings are a {@code @ConfigMapping} in its package, not here.
 */
@NullMarked
package org.incidentcomms.email.settings;

import org.jspecify.annotations.NullMarked;
