/**
 * Operators' Markdown as safe HTML, as plain text and as Markdown for other renderers: one renderer for mail, post, page,
 * blog and console.
 *
 * <p>Does not belong here: which texts are rendered, and the document around them.
 */
@NullMarked
package org.incidentcomms.service.markdown;

import org.jspecify.annotations.NullMarked;
