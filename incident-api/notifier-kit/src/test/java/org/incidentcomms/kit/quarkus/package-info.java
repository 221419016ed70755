@NullMarked
package org.incidentcomms.kit.quarkus;

import org.jspecify.annotations.NullMarked;
