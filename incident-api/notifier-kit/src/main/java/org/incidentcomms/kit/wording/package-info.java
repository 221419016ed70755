/**
 * The wording shared by every channel and the page, so that mail, post and page are consistent.
 *
 * <p>Pure functions of an event and the company's settings; does not belong here: anything that sends or stores.
 */
@NullMarked
package org.incidentcomms.kit.wording;

import org.jspecify.annotations.NullMarked;
