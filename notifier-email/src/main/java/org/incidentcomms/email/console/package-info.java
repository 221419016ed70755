/**
 * Lets the operators' console, a page of another origin, call this service's API from the browser.
 *
 * <p>The console itself and the API's resources do not belong here.
 */
@NullMarked
package org.incidentcomms.email.console;

import org.jspecify.annotations.NullMarked;
