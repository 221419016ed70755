@NullMarked
package org.incidentcomms.twitter.gateway;

import org.jspecify.annotations.NullMarked;
