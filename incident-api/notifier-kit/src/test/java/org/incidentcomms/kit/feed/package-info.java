@NullMarked
package org.incidentcomms.kit.feed;

import org.jspecify.annotations.NullMarked;
