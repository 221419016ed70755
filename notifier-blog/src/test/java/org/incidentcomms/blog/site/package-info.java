/** Tests of the projection, and the fixtures shared by all tests of the site. */
@NullMarked
package org.incidentcomms.blog.site;

import org.jspecify.annotations.NullMarked;
