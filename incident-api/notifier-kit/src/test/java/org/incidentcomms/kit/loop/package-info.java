@NullMarked
package org.incidentcomms.kit.loop;

import org.jspecify.annotations.NullMarked;
