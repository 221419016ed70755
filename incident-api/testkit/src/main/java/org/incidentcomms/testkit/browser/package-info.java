/**
 * A real browser for tests of pages. Who uses it declares Playwright and axe-core, which are optional here: the local
 * stack runs this kit's servers and needs neither.
 */
@NullMarked
package org.incidentcomms.testkit.browser;

import org.jspecify.annotations.NullMarked;
