package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import org.jspecify.annotations.Nullable;

/**
 * One way to write contracts down. A document names its dialect in its member {@code apiVersion};
 * everything else in it is up to the dialect, as long as it gives a {@link Contract}.
 *
 * <p>All dialects share what is around that: YAML and JSON, the report of mistakes with their
 * places, files and folders, and the search for contracts that collide.
 */
interface Dialect {

  /** Whether a document with this {@code apiVersion} is written in this dialect. */
  boolean includes(String apiVersion);

  /**
   * Reads one document and reports every mistake in it.
   *
   * @param root the document
   * @param text the text that it is part of
   * @param problems collects the mistakes
   */
  Reading read(DocumentNode root, SourceText text, Problems problems);

  /**
   * What a dialect read from a document.
   *
   * @param contract null if a mistake leaves none; otherwise it is in force only if no mistake was
   *     reported
   * @param urn where the dataset's URN is, for messages about collisions
   * @param topic where the raw topic is, for messages about collisions
   */
  record Reading(@Nullable Contract contract, Place urn, Place topic) {}
}
