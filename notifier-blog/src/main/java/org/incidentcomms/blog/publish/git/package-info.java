/**
 * A Git repository as a mirror: commits one Markdown file per incident, for static site generators.
 *
 * <p>Does not belong here: the texts of posts ({@code publish.text}).
 */
@NullMarked
package org.incidentcomms.blog.publish.git;

import org.jspecify.annotations.NullMarked;
