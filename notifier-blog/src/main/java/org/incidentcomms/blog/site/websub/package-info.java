/**
 * WebSub (W3C): tells a hub that feeds have changed, so that it pushes them to subscribers.
 *
 * <p>The feeds and their links to the hub do not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.websub;

import org.jspecify.annotations.NullMarked;
