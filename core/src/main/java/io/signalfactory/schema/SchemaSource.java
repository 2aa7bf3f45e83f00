package io.signalfactory.schema;

/**
 * Looks schemas up for one stream thread, which it holds up only briefly: what is known is answered
 * at once, and for all the rest together a thread waits at most a bound that the source was made
 * with, however many records ask. What is not answered by then is {@link SchemaLookup.Unavailable},
 * and is fetched in the background for those who ask later.
 *
 * <p>Never throws for what a registry does. A lookup of something known costs a look into a hash
 * table; a caller that sees the same id in record after record may still keep the last answer.
 */
public interface SchemaSource {

  /** The schema that a record names. */
  SchemaLookup byId(SchemaId id);

  /**
   * As {@link #byId}, for those who miss a subject in {@link WriterSchema#registeredAs}: where the
   * answer that is known is older than the source's expiry of negative answers, the registry is
   * asked again, in the background.
   */
  SchemaLookup byIdAgain(SchemaId id);

  /** The newest version of a subject. It can be as old as the source's expiry for these. */
  SchemaLookup latest(String subject);

  /**
   * One version of a subject.
   *
   * @param version from 1
   */
  SchemaLookup version(String subject, int version);
}
