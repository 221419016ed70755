/** The site's copy in an object store that speaks Amazon S3's protocol. */
package org.incidentcomms.blog.site.bucket;
