/** A mirroring channel that exists only here, written by the recipe of the kit's README, and the contract of all mirrors. */
@NullMarked
package org.incidentcomms.example.copy;

import org.jspecify.annotations.NullMarked;
