@NullMarked
package org.incidentcomms.kit.worker;

import org.jspecify.annotations.NullMarked;
