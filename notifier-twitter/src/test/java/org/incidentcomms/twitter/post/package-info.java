@NullMarked
package org.incidentcomms.twitter.post;

import org.jspecify.annotations.NullMarked;
