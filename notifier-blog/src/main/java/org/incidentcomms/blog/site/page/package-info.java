/**
 * The HTML pages: views, which hold a page's texts and links, and the Qute templates that lay them out.
 *
 * <p>A page is a function of the model (and, for the status page, of the time); it does not depend on files.
 */
@NullMarked
package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.NullMarked;
