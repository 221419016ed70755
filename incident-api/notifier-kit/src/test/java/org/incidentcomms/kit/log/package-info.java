@NullMarked
package org.incidentcomms.kit.log;

import org.jspecify.annotations.NullMarked;
