package io.signalfactory.control;

import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One contract to put in force or to retire, compared with the one in force.
 *
 * @param urn the dataset
 * @param contract the contract to put in force; null to retire it
 * @param document the document to publish; null to retire the contract
 * @param previous what is in force; null if nothing is
 * @param differences every difference from the contract in force; empty if there is none
 * @param words the differences in few words each; empty if nothing changes
 */
public record Proposal(
    String urn,
    @Nullable Contract contract,
    byte @Nullable [] document,
    @Nullable PublishedContract previous,
    List<Compatibility.Change> differences,
    List<String> words) {

  public Proposal {
    differences = List.copyOf(differences);
    words = List.copyOf(words);
  }

  /** What publishing it does. */
  public Effect effect() {
    if (contract == null) {
      return Effect.RETIRED;
    }
    if (previous == null) {
      return Effect.CREATED;
    }
    return java.util.Arrays.equals(previous.document(), document)
        ? Effect.UNCHANGED
        : Effect.UPDATED;
  }

  /** The changes that break compatibility with the version in force. */
  public List<Compatibility.Change> breaking() {
    return differences.stream().filter(Compatibility.Change::breaking).toList();
  }

  /** The version in force; null if there is none. */
  public @Nullable String previousVersion() {
    return previous == null ? null : previous.contract().version();
  }

  /** What a change does to a dataset. */
  public enum Effect {
    /** There was no contract. */
    CREATED,
    /** A new version takes the place of another. */
    UPDATED,
    /** The same document is in force already; nothing is published. */
    UNCHANGED,
    /** There is no contract any more. */
    RETIRED
  }
}
