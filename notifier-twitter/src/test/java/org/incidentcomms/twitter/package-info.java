@NullMarked
package org.incidentcomms.twitter;

import org.jspecify.annotations.NullMarked;
