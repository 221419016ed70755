/**
 * Real servers for tests and for the local stack: ports, tokens, and one package per server.
 *
 * <p>Main code on purpose: every service's tests and the local stack run the same servers. The servers do not depend on
 * incidents, and no service may depend on this module outside its test scope.
 */
@NullMarked
package org.incidentcomms.testkit;

import org.jspecify.annotations.NullMarked;
