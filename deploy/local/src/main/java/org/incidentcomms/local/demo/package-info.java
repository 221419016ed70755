/**
 * The demo: announcements posted through the API, and a check of each channel.
 *
 * <p>It is an API client and checks only what a customer can see.
 */
@NullMarked
package org.incidentcomms.local.demo;

import org.jspecify.annotations.NullMarked;
