/** What tests of several packages share. */
@NullMarked
package io.signalfactory.testkit;

import org.jspecify.annotations.NullMarked;
