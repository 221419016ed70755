/** Tests of the projection, and the stories all tests of the site are told with. */
@NullMarked
package org.incidentcomms.blog.site;

import org.jspecify.annotations.NullMarked;
