/** Tests of the service as a whole. */
@NullMarked
package org.incidentcomms.blog;

import org.jspecify.annotations.NullMarked;
