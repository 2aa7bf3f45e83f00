package io.signalfactory.tally;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The services that sent events, and how many of them. Immutable.
 *
 * <p>Bounded: at most {@value #MAX_SENDERS} services are counted apart; those that sent least are
 * one sender, {@link #OTHERS}.
 *
 * @param list sorted by the name of the service, the unknown one first; each service at most once
 */
public record Senders(List<Sender> list) {

  /** How many services are counted apart. */
  public static final int MAX_SENDERS = 32;

  /** The name of what is not counted apart. A producer of this name is counted with it. */
  public static final String OTHERS = "(other)";

  /** Nobody has sent anything. */
  public static final Senders NONE = new Senders(List.of());

  private static final Comparator<@Nullable String> BY_NAME =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<Sender> LARGEST_FIRST =
      Comparator.comparingLong((Sender sender) -> sender.counts().events())
          .reversed()
          .thenComparing(Sender::service, BY_NAME);

  public Senders {
    list = List.copyOf(list);
  }

  /** These senders, in any order and with names that may repeat. */
  public static Senders of(List<Sender> senders) {
    if (senders.isEmpty()) {
      return NONE;
    }
    return senders.size() == 1 ? new Senders(senders) : bounded(senders);
  }

  private static Senders bounded(List<Sender> senders) {
    TreeMap<@Nullable String, SenderCounts> sums = new TreeMap<>(BY_NAME);
    senders.forEach(sender -> sums.merge(sender.service(), sender.counts(), SenderCounts::plus));
    SenderCounts others = sums.remove(OTHERS);
    List<Sender> apart = new ArrayList<>(sums.size());
    sums.forEach((service, counts) -> apart.add(new Sender(service, counts)));
    if (apart.size() > MAX_SENDERS) {
      apart.sort(LARGEST_FIRST);
      List<Sender> small = apart.subList(MAX_SENDERS, apart.size());
      for (Sender sender : small) {
        others = others == null ? sender.counts() : others.plus(sender.counts());
      }
      small.clear();
    }
    if (others != null) {
      apart.add(new Sender(OTHERS, others));
    }
    apart.sort(Comparator.comparing(Sender::service, BY_NAME));
    return new Senders(apart);
  }

  /** The sum of both. Exact but for which services are counted apart if they are too many. */
  public Senders plus(Senders other) {
    if (list.isEmpty()) {
      return other;
    }
    if (other.list.isEmpty()) {
      return this;
    }
    List<Sender> both = new ArrayList<>(list);
    both.addAll(other.list);
    return of(both);
  }

  /** All of them together. */
  public SenderCounts total() {
    SenderCounts sum = SenderCounts.ZERO;
    for (Sender sender : list) {
      sum = sum.plus(sender.counts());
    }
    return sum;
  }

  /** Writes them for {@link #read}. */
  public void write(ByteWriter out) {
    out.writeUnsigned(list.size());
    for (Sender sender : list) {
      SenderCounts counts = sender.counts();
      out.writeText(sender.service());
      out.writeUnsigned(counts.events());
      out.writeUnsigned(counts.failed());
      out.writeUnsigned(counts.named());
      out.writeUnsigned(counts.mapped());
      out.writeUnsigned(counts.timed());
      out.writeUnsigned(counts.traced());
      out.writeUnsigned(counts.contracted());
      out.writeUnsigned(counts.conforming());
      out.writeUnsigned(counts.ruled());
      out.writeUnsigned(counts.sound());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.signalfactory.codec.CodecException if the bytes are damaged
   */
  public static Senders read(ByteReader in) {
    int count = in.readCount();
    if (count == 0) {
      return NONE;
    }
    List<Sender> senders = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      senders.add(
          new Sender(
              in.readText(),
              new SenderCounts(
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned(),
                  in.readUnsigned())));
    }
    return new Senders(senders);
  }
}
