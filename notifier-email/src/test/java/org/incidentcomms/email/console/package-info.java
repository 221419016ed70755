@NullMarked
package org.incidentcomms.email.console;

import org.jspecify.annotations.NullMarked;
