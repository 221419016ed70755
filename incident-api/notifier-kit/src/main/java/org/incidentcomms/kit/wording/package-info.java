/**
 * How we speak: the words every channel and the page use, so that the mail, the tweet and the page say the same.
 *
 * <p>Pure functions of an event and the company's settings; does not belong here: anything that sends or stores.
 */
@NullMarked
package org.incidentcomms.kit.wording;

import org.jspecify.annotations.NullMarked;
