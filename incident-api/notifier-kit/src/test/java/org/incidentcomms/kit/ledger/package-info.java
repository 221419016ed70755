@NullMarked
package org.incidentcomms.kit.ledger;

import org.jspecify.annotations.NullMarked;
