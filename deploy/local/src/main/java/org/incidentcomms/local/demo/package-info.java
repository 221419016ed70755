/**
 * The demonstration: a story told through the API, and a check of what arrived.
 *
 * <p>It is a client like any other and looks only where a customer could look.
 */
@NullMarked
package org.incidentcomms.local.demo;

import org.jspecify.annotations.NullMarked;
