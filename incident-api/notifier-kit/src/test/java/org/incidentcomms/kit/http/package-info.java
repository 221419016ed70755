/** The client against a real server; the table of failures without any. */
@NullMarked
package org.incidentcomms.kit.http;

import org.jspecify.annotations.NullMarked;
