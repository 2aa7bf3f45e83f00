package io.signalfactory.faults;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is promised of a fault, beyond what holds in each: counts are exact, a dataset that is not
 * judged is UNKNOWN within 15 seconds, no breach is false, and all comes back by itself.
 *
 * @param text for the table of results
 * @param recovers how long it takes at most until all is well again, once the fault is over
 * @param standstill how long the records of untouched topics wait at most
 * @param touched names of the feeds whose topic the fault deletes or changes
 * @param stopsData whether no data can arrive, so that freshness and volume may rightly be missed
 * @param blinds whether no instance can see the cluster, so that its metric of blindness grows
 * @param named a word that the second instance says, in its reason for not being ready; empty if
 *     nothing has to be named
 * @param sparesThreads whether no stream thread dies
 * @param keepsRunning whether no instance ends by itself
 */
record Promise(
    String text,
    Duration recovers,
    Duration standstill,
    Set<String> touched,
    boolean stopsData,
    boolean blinds,
    String named,
    boolean sparesThreads,
    boolean keepsRunning) {

  /** That everything goes on afterwards, whatever happens in between. */
  static Promise of(String text, Duration recovers) {
    return new Promise(text, recovers, Duration.ofHours(1), Set.of(), false, false, "", true, true);
  }

  Promise standstillAtMost(Duration limit) {
    return new Promise(
        text, recovers, limit, touched, stopsData, blinds, named, sparesThreads, keepsRunning);
  }

  Promise touching(Feed feed) {
    Set<String> more = new TreeSet<>(touched);
    more.add(feed.name());
    return new Promise(
        text, recovers, standstill, more, stopsData, blinds, named, sparesThreads, keepsRunning);
  }

  Promise stoppingData() {
    return new Promise(
        text, recovers, standstill, touched, true, blinds, named, sparesThreads, keepsRunning);
  }

  Promise blinding() {
    return new Promise(
        text, recovers, standstill, touched, stopsData, true, named, sparesThreads, keepsRunning);
  }

  Promise naming(String word) {
    return new Promise(
        text, recovers, standstill, touched, stopsData, blinds, word, sparesThreads, keepsRunning);
  }

  Promise costingInstances() {
    return new Promise(text, recovers, standstill, touched, stopsData, blinds, named, false, false);
  }

  boolean touches(Feed feed) {
    return touched.contains(feed.name());
  }
}
