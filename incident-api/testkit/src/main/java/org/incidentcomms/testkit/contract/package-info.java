/** What every channel promises, as a test each channel extends. */
@NullMarked
package org.incidentcomms.testkit.contract;

import org.jspecify.annotations.NullMarked;
