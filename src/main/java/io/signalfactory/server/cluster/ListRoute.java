package io.signalfactory.server.cluster;

import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list that all instances have a part of.
 *
 * @param path where it is
 * @param parameters the query parameters that filter it; those of paging are added
 * @param dataset the one of them that names a dataset, where only its partition has to be asked;
 *     null if there is none
 * @param summary what the list has, for people
 * @param listing what this instance has of it
 * @param missing for a path that names one entry: what a client is told that asks for one that does
 *     not exist; null for a list
 * @param combining makes one entry of two with the same key, each of which has the part of some
 *     partitions; null if no key is in two partitions. In any order it must come to the same
 */
public record ListRoute(
    String path,
    List<String> parameters,
    @Nullable String dataset,
    String summary,
    Listing listing,
    @Nullable String missing,
    @Nullable BinaryOperator<byte[]> combining) {

  public ListRoute {
    parameters = List.copyOf(parameters);
  }

  /** A list of which every partition may have a part. */
  public static ListRoute of(
      String path, List<String> parameters, String summary, Listing listing) {
    return new ListRoute(path, parameters, null, summary, listing, null, null);
  }

  /**
   * One entry that may be in any partition.
   *
   * @param missing what is told if it is in none
   */
  public static ListRoute one(String path, String summary, Listing listing, String missing) {
    return new ListRoute(path, List.of(), null, summary, listing, missing, null);
  }

  /**
   * The same list, which a parameter can narrow to one dataset.
   *
   * @param parameter the name of the parameter
   */
  public ListRoute ofOneDataset(String parameter) {
    return new ListRoute(path, parameters, parameter, summary, listing, missing, combining);
  }

  /**
   * The same list, whose entries may have parts in several partitions.
   *
   * @param combining makes one entry of two parts, as JSON
   */
  public ListRoute combinedBy(BinaryOperator<byte[]> combining) {
    return new ListRoute(path, parameters, dataset, summary, listing, missing, combining);
  }

  /** Whether it is about one entry instead of a list. */
  boolean finds() {
    return missing != null;
  }
}
