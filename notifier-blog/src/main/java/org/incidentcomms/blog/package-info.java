/**
 * The public side of incident communication: the status site and blog, made of files.
 *
 * <p>Holds features only; a class that belongs to none of them does not belong here.
 */
@NullMarked
package org.incidentcomms.blog;

import org.jspecify.annotations.NullMarked;
