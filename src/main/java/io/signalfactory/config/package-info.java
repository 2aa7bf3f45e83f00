/**
 * What an operator can set: one properties file, declared key by key, and the topics that follow
 * from it. The door is {@link io.signalfactory.config.Settings}.
 */
@NullMarked
package io.signalfactory.config;

import org.jspecify.annotations.NullMarked;
