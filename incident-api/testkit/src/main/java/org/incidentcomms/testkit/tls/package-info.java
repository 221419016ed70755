/** Certificates for servers of tests that speak TLS, as a company's own authority signs them. */
@NullMarked
package org.incidentcomms.testkit.tls;

import org.jspecify.annotations.NullMarked;
