/**
 * WordPress as a mirror: finds the REST API of a site, and keeps its posts equal to the incidents.
 *
 * <p>Does not belong here: the texts of posts ({@code publish.text}).
 */
@NullMarked
package org.incidentcomms.blog.publish.wordpress;

import org.jspecify.annotations.NullMarked;
