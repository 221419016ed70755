/**
 * The page for operators: one document, plain JavaScript modules beside it, everything else by the public calls.
 *
 * <p>Belongs here: serving that document and what it must know before it can call. Does not belong here: a call that only
 * the console could use; what it does, a script must be able to do.
 */
@NullMarked
package org.incidentcomms.api.console;

import org.jspecify.annotations.NullMarked;
