@NullMarked
package org.incidentcomms.service.loop;

import org.jspecify.annotations.NullMarked;
