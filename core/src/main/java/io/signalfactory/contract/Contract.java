package io.signalfactory.contract;

import java.util.List;
import java.util.Objects;

/**
 * What the owner of one dataset promises about it. Contracts that are read from documents have
 * passed every check: the URN is well formed, the rules can be evaluated, the limits make sense.
 *
 * @param name the contract's name, for people; not blank
 * @param version the contract's version as its owner writes it, for example {@code 3}; not blank
 * @param owner the team that is responsible for the dataset; not blank
 * @param tier how much depends on the dataset, 1 (most) to 3
 * @param dataset which records belong to the dataset
 * @param schema the registered schema that records should follow
 * @param fields the declared fields, and what to do about others
 * @param rules the quality rules, in the order of the document
 * @param slos the service levels by which the dataset is judged
 */
public record Contract(
    String name,
    String version,
    String owner,
    int tier,
    DatasetSelector dataset,
    SchemaReference schema,
    FieldSet fields,
    List<QualityRule> rules,
    Slos slos) {

  /** The owner in a drafted contract: a question, which no contract in force leaves open. */
  public static final String OPEN_OWNER = "WHO-OWNS-THIS";

  public Contract {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(owner, "owner");
    if (tier < 1 || tier > 3) {
      throw new IllegalArgumentException("tier must be 1 to 3, not " + tier);
    }
    rules = List.copyOf(rules);
  }

  /** Whether nobody has said yet who is responsible. */
  public boolean ownerIsOpen() {
    return owner.equals(OPEN_OWNER);
  }

  /** The dataset's URN, for example {@code urn:dp:orders:created}: the contract's identity. */
  public String urn() {
    return dataset.urn();
  }
}
