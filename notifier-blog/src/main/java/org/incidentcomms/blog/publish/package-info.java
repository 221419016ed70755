/**
 * The mirrors of the blog: copies of incidents in other systems, WordPress and Git, each configured by its address. Makes
 * the channels from their settings and migrates the ledger's database.
 *
 * <p>Does not belong here: the site's own pages ({@code blog.site}), which need neither these systems nor a database.
 */
@NullMarked
package org.incidentcomms.blog.publish;

import org.jspecify.annotations.NullMarked;
