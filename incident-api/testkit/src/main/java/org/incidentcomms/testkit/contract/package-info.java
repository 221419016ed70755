/** Contracts of channels, as abstract tests that each channel extends. */
@NullMarked
package org.incidentcomms.testkit.contract;

import org.jspecify.annotations.NullMarked;
