package io.signalfactory.server.cluster;

import io.signalfactory.query.Slice;
import io.signalfactory.server.http.Call;
import java.util.List;

/** What is in a list, as far as this instance holds it. */
@FunctionalInterface
public interface Listing {

  /**
   * The entries of a slice, in the order of their keys.
   *
   * @param call the query parameters have what the list is filtered by
   * @throws io.signalfactory.server.http.ProblemException if a parameter is wrong
   * @throws io.signalfactory.query.NotReadyException if a partition of the slice is not here
   */
  List<Entry> entries(Call call, Slice slice);
}
