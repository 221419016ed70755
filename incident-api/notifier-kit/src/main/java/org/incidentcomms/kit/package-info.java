/** What every notifier is built from. Each sub-package says what belongs in it; this one holds nothing but them. */
@NullMarked
package org.incidentcomms.kit;

import org.jspecify.annotations.NullMarked;
