/**
 * X itself: signing, sending, reading the own timeline, and what its answers mean.
 *
 * <p>The only package that imports {@code twitter4j}. Does not belong here: what a post says, and what is remembered
 * of it ({@code post}).
 */
@NullMarked
package org.incidentcomms.twitter.gateway;

import org.jspecify.annotations.NullMarked;
