package io.signalfactory.signal;

import java.util.Map;

/**
 * What a judgement says beside its state and its numbers. It is put into words when somebody asks:
 * of most judgements nobody does, as the next one follows a second later.
 *
 * <p>What it says may be of the dataset's minutes as they are when it is asked: ask before anything
 * is counted into them again.
 */
interface Account {

  /** Why, in a sentence without a full stop. */
  String reason();

  /**
   * More of what is known: JSON scalars, or maps and lists of them, by name; whole numbers as
   * {@link Long}.
   */
  Map<String, Object> details();

  /** An account that is in words already. */
  static Account of(String reason, Map<String, Object> details) {
    return new Told(reason, details);
  }

  /** The same details for another reason. */
  default Account because(String otherReason) {
    Account account = this;
    return new Account() {
      @Override
      public String reason() {
        return otherReason;
      }

      @Override
      public Map<String, Object> details() {
        return account.details();
      }
    };
  }

  /**
   * What is in words already.
   *
   * @param reason as {@link Account#reason}
   * @param details as {@link Account#details}
   */
  record Told(String reason, Map<String, Object> details) implements Account {}
}
