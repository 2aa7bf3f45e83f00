/**
 * The settings of a process: one properties file whose keys are declared one by one, and the topics
 * that follow from them.
 *
 * <p>The doors: {@link io.signalfactory.config.Settings} with {@link
 * io.signalfactory.config.SettingsException}; {@link io.signalfactory.config.OwnTopics}, the topics
 * that belong to the application, as {@link io.signalfactory.config.TopicSpec}s; and {@link
 * io.signalfactory.config.TopicAdmin}, which creates topics or reports each {@link
 * io.signalfactory.config.TopicDifference}; {@link io.signalfactory.config.HttpTokens} of {@link
 * io.signalfactory.config.NamedSecret}s, the tokens for HTTP calls; {@link
 * io.signalfactory.config.HttpTls}; {@link io.signalfactory.config.RegistrySettings}, the schema
 * registries; and {@link io.signalfactory.config.Reloaded}, for whatever is read from files that
 * may change.
 */
@NullMarked
package io.signalfactory.config;

import org.jspecify.annotations.NullMarked;
