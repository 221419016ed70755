/** Golden texts of {@code kit.wording}: what customers read, word for word. */
@NullMarked
package org.incidentcomms.kit.wording;

import org.jspecify.annotations.NullMarked;
