package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words that a field's name is made of, and what they say about its values. {@code customerId}
 * and {@code customer_id} are the same words.
 *
 * @param words in lower case; empty if the name has neither letters nor digits
 * @param around the words of the names around it
 */
record FieldName(List<String> words, List<String> around) {

  private static final Set<String> PERSONAL =
      Set.of(
          "email",
          "mail",
          "phone",
          "telephone",
          "mobile",
          "msisdn",
          "fax",
          "surname",
          "forename",
          "firstname",
          "lastname",
          "fullname",
          "username",
          "nickname",
          "nick",
          "initials",
          "salutation",
          "address",
          "street",
          "postcode",
          "zip",
          "zipcode",
          "city",
          "town",
          "birth",
          "birthday",
          "birthdate",
          "birthplace",
          "dob",
          "age",
          "ssn",
          "passport",
          "iban",
          "bic",
          "card",
          "pan",
          "cvv",
          "ip",
          "ipaddress",
          "gender",
          "sex",
          "religion",
          "nationality",
          "ethnicity",
          "latitude",
          "longitude",
          "lat",
          "lon",
          "lng",
          "person",
          "recipient",
          "holder",
          "patient",
          "passenger",
          "login",
          "signature",
          "password",
          "secret",
          "token");

  /** Whoever is named or numbered by a field is a person. */
  private static final Set<String> PEOPLE =
      Set.of(
          "customer",
          "user",
          "client",
          "member",
          "employee",
          "contact",
          "driver",
          "guest",
          "subscriber",
          "buyer",
          "seller",
          "visitor",
          "student",
          "player",
          "author",
          "agent",
          "approver",
          "owner",
          "sender",
          "receiver",
          "payer",
          "payee",
          "beneficiary",
          "first",
          "last",
          "full",
          "given",
          "family",
          "middle",
          "maiden",
          "display",
          "nick");

  private static final Set<String> NAMES = Set.of("name", "names");
  private static final Set<String> IDENTITIES =
      Set.of("id", "ids", "uuid", "guid", "key", "number", "no", "nr", "ref", "code");
  private static final Set<String> PERSONAL_GROUPS =
      Set.of("address", "addresses", "person", "contact", "passenger", "patient", "geo", "card");

  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "date", "at", "ts", "created", "updated", "occurred", "sent");

  /** The allow-list: only fields whose name ends in one of these words can be enumerations. */
  private static final Set<String> ENUMERATIONS =
      Set.of(
          "status",
          "state",
          "type",
          "kind",
          "category",
          "currency",
          "country",
          "channel",
          "method",
          "level",
          "severity",
          "priority",
          "mode",
          "action",
          "operation",
          "op",
          "platform",
          "environment",
          "env",
          "unit",
          "result",
          "outcome",
          "stage",
          "phase",
          "tier",
          "class",
          "direction",
          "scheme",
          "format",
          "protocol",
          "language",
          "locale",
          "plan",
          "role",
          "region");

  static FieldName of(FieldPath path) {
    List<String> names = path.names();
    return new FieldName(
        wordsOf(names.get(names.size() - 1)),
        names.subList(0, names.size() - 1).stream().flatMap(n -> wordsOf(n).stream()).toList());
  }

  static List<String> wordsOf(String name) {
    String apart =
        name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2");
    return Arrays.stream(apart.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The words with underscores between them: {@code customer_id}. */
  String joined() {
    return String.join("_", words);
  }

  boolean looksPersonal() {
    boolean person = words.stream().anyMatch(PEOPLE::contains);
    return words.stream().anyMatch(PERSONAL::contains)
        || around.stream().anyMatch(PERSONAL_GROUPS::contains)
        || (words.size() == 1 && PEOPLE.contains(words.get(0)))
        || (endsIn(NAMES) && (words.size() == 1 || person))
        || (endsIn(IDENTITIES) && person)
        || (endsIn(NAMES) || endsIn(IDENTITIES)) && around.stream().anyMatch(PEOPLE::contains);
  }

  boolean looksLikeTime() {
    return endsIn(TIMES);
  }

  /** Whether values may name one thing each. */
  boolean looksLikeIdentity() {
    return endsIn(Set.of("id", "uuid", "guid"));
  }

  /** Whether values may be shown, as they are the words of an enumeration. */
  boolean mayBeEnumeration() {
    return endsIn(ENUMERATIONS) && !looksPersonal();
  }

  private boolean endsIn(Set<String> last) {
    return !words.isEmpty() && last.contains(words.get(words.size() - 1));
  }
}
