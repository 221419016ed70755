/**
 * The kit every notifier is built from. Each sub-package documents its own content; this package holds nothing else.
 */
@NullMarked
package org.incidentcomms.kit;

import org.jspecify.annotations.NullMarked;
