/**
 * The operators' page: one document, plain JavaScript modules, everything else by the public API.
 *
 * <p>Belongs here: serving that document and its configuration. Does not belong here: a call for the console only;
 * whatever it does, a script must be able to do.
 */
@NullMarked
package org.incidentcomms.api.console;

import org.jspecify.annotations.NullMarked;
