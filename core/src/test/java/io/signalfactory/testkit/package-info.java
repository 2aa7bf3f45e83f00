/**
 * What tests of several packages and modules share: builders of contracts and records, and {@link
 * io.signalfactory.testkit.PayloadFormatKit}, which every payload format must pass.
 */
@NullMarked
package io.signalfactory.testkit;

import org.jspecify.annotations.NullMarked;
