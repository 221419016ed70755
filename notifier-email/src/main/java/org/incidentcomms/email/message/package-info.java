/**
 * What a mail says and the bytes it is: wording, templates, MIME, threading.
 *
 * <p>Pure functions of an event and the settings. Who gets it ({@code subscriber}) and how it travels ({@code smtp}) do
 * not belong here; this package knows neither Jakarta Mail nor the database.
 */
@NullMarked
package org.incidentcomms.email.message;

import org.jspecify.annotations.NullMarked;
