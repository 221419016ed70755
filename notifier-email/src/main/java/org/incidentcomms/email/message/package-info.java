/**
 * The content of a mail and its bytes: wording, templates, MIME, threading.
 *
 * <p>Pure functions of an event and the settings. Recipients ({@code subscriber}) and transport ({@code smtp}) do not
 * belong here; this package depends neither on Jakarta Mail nor on the database.
 */
@NullMarked
package org.incidentcomms.email.message;

import org.jspecify.annotations.NullMarked;
