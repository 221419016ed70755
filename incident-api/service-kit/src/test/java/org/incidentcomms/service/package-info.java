/** Tests of the kit as a whole; each package's own tests are beside it. */
@NullMarked
package org.incidentcomms.service;

import org.jspecify.annotations.NullMarked;
