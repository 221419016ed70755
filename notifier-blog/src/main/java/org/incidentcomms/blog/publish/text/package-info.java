/**
 * What a mirror shows of an incident, as titles and Markdown, the same in every mirror.
 *
 * <p>Does not belong here: how a mirror stores it.
 */
@NullMarked
package org.incidentcomms.blog.publish.text;

import org.jspecify.annotations.NullMarked;
