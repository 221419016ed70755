@NullMarked
package org.incidentcomms.email.delivery;

import org.jspecify.annotations.NullMarked;
