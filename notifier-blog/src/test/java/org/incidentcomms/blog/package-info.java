/** Tests of what holds for the whole service. */
@NullMarked
package org.incidentcomms.blog;

import org.jspecify.annotations.NullMarked;
