package io.signalfactory.server.cluster;

import io.signalfactory.peer.PeerAnswer;
import io.signalfactory.peer.PeerException;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Address;
import io.signalfactory.query.Holding;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Placement;
import io.signalfactory.query.Queries;
import io.signalfactory.query.Slice;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a list from all instances. Each is asked for its partitions, and what it does not answer
 * for is asked of the next that has it. Partitions that nobody answers for are named in the answer.
 */
final class Gathering {

  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";
  static final String AFTER = "after";
  static final String PARTITIONS = "partitions";

  private static final int DEFAULT_LIMIT = 500;
  private static final int MAX_LIMIT = 10_000;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 500;

  private final ListRoute route;
  private final Placement placement;
  private final Queries queries;
  private final Peers peers;
  private final LongSupplier nanoClock;

  Gathering(
      ListRoute route, Placement placement, Queries queries, Peers peers, LongSupplier nanoClock) {
    this.route = route;
    this.placement = placement;
    this.queries = queries;
    this.peers = peers;
    this.nanoClock = nanoClock;
  }

  /** The answer for everybody: a page of the whole list. */
  Response answer(Call call) {
    int limit = limit(call);
    @Nullable String after =
        call.query().read(CURSOR, Cursor::key, "the 'next_cursor' of the page before").orElse(null);
    Question question = new Question(call, after, limit);
    SortedSet<Integer> wanted = wanted(call);
    Round round = new Round(question, wanted, new Deadline(nanoClock, call.arrivedAt()));
    round.run();
    if (round.pages.isEmpty()) {
      throw new NotReadyException(
          "no instance answers for the list now: " + String.join("; ", round.reasons), null);
    }
    Page page = Page.merged(round.pages, limit, route.combining());
    SortedSet<Integer> missing = new TreeSet<>(wanted);
    missing.removeAll(page.partitions());
    return Ages.told(Response.of(Response.JSON, json(page, missing)), page.age()).withETag();
  }

  /** The answer for everybody about the one entry that the call names, wherever it is. */
  Response find(Call call) {
    SortedSet<Integer> wanted = wanted(call);
    Round round =
        new Round(new Question(call, null, 1), wanted, new Deadline(nanoClock, call.arrivedAt()));
    round.run();
    Optional<Page> found = round.pages.stream().filter(page -> !page.entries().isEmpty()).findAny();
    if (found.isPresent()) {
      Page page = found.get();
      return Ages.told(Response.of(Response.JSON, page.entries().get(0).json()), page.age())
          .withETag();
    }
    round.pages.forEach(page -> wanted.removeAll(page.partitions()));
    if (!wanted.isEmpty()) {
      throw new NotReadyException(
          "it is not among the partitions that answer, and these do not: "
              + wanted
              + "; "
              + String.join("; ", round.reasons),
          null);
    }
    throw ProblemException.notFound(String.valueOf(route.missing()));
  }

  private static int limit(Call call) {
    return call.query().wholeNumber(LIMIT, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
  }

  private SortedSet<Integer> wanted(Call call) {
    Optional<String> dataset =
        Optional.ofNullable(route.dataset()).flatMap(name -> call.query().text(name));
    return dataset
        .map(urn -> new TreeSet<>(Set.of(placement.partitionOf(urn))))
        .orElseGet(
            () ->
                IntStream.range(0, placement.partitions())
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static byte[] json(Page page, Collection<Integer> missing) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    put(json, "{\"items\":[");
    String separator = "";
    for (Entry entry : page.entries()) {
      put(json, separator);
      json.writeBytes(entry.json());
      separator = ",";
    }
    String next =
        page.more()
            ? "\"" + Cursor.after(page.entries().get(page.entries().size() - 1).key()) + "\""
            : "null";
    put(json, "],\"partial\":" + !missing.isEmpty());
    put(json, ",\"missing_partitions\":" + new ArrayList<>(missing));
    put(json, ",\"next_cursor\":" + next + "}");
    return json.toByteArray();
  }

  private static void put(ByteArrayOutputStream json, String text) {
    json.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The answer for other instances: what is here of the partitions that are asked for. */
  Response answerHere(Call call) {
    SortedSet<Integer> asked =
        call.query()
            .read(PARTITIONS, this::partitions, "partitions, separated by commas")
            .orElseThrow(() -> ProblemException.badRequest("'partitions' is missing"));
    @Nullable String after = call.query().read(AFTER, Cursor::key, "a key").orElse(null);
    List<Page> pages = here(new Question(call, after, limit(call)), asked);
    if (pages.isEmpty()) {
      throw new NotReadyException("none of these partitions is here: " + asked, null);
    }
    return Response.of(
        PageCodec.MEDIA_TYPE, PageCodec.write(Page.merged(pages, limit(call), route.combining())));
  }

  private Optional<SortedSet<Integer>> partitions(String text) {
    SortedSet<Integer> partitions = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      try {
        partitions.add(Integer.parseInt(part));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return partitions.first() < 0 || partitions.last() >= placement.partitions()
        ? Optional.empty()
        : Optional.of(partitions);
  }

  /**
   * What this instance has of some partitions: one page of all of them, or where one of them moves
   * meanwhile, one of each that does not.
   */
  private List<Page> here(Question question, Collection<Integer> asked) {
    SortedSet<Integer> held =
        asked.stream()
            .filter(partition -> placement.here(partition) != Holding.NONE)
            .collect(Collectors.toCollection(TreeSet::new));
    if (held.isEmpty()) {
      return List.of();
    }
    try {
      return List.of(page(question, held));
    } catch (NotReadyException e) {
      List<Page> pages = new ArrayList<>();
      for (int partition : held) {
        try {
          pages.add(page(question, new TreeSet<>(Set.of(partition))));
        } catch (NotReadyException gone) {
          // Asked of the next instance that has it, or told to be missing.
        }
      }
      return pages;
    }
  }

  private Page page(Question question, SortedSet<Integer> partitions) {
    List<Entry> found =
        route
            .listing()
            .entries(
                question.call(), new Slice(partitions, question.after(), question.limit() + 1));
    return Page.of(
        route.finds() && found.isEmpty() ? sure(partitions) : partitions,
        found,
        question.limit(),
        queries.sight(partitions).age());
  }

  /** The partitions that an entry is not in if it is not found: a copy may lack what is new. */
  private SortedSet<Integer> sure(SortedSet<Integer> partitions) {
    return partitions.stream()
        .filter(partition -> placement.here(partition) == Holding.ACTIVE && !isBlindTo(partition))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isBlindTo(int partition) {
    return queries.sight(Set.of(partition)).blindness() != null;
  }

  private record Question(Call call, @Nullable String after, int limit) {

    /** The same question for another instance: its filters are passed on as they are. */
    String target(Collection<Integer> partitions) {
      String[] parts = call.target().split("\\?", 2);
      StringBuilder target = new StringBuilder(Internal.path(parts[0])).append('?');
      target.append(PARTITIONS).append('=');
      target.append(partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
      target.append('&').append(LIMIT).append('=').append(limit);
      if (after != null) {
        target.append('&').append(AFTER).append('=').append(Cursor.after(after));
      }
      String query = parts.length == 2 ? parts[1] : "";
      for (String parameter : query.split("&", -1)) {
        if (!parameter.isEmpty()
            && !parameter.startsWith(LIMIT + "=")
            && !parameter.startsWith(CURSOR + "=")) {
          target.append('&').append(parameter);
        }
      }
      return target.toString();
    }
  }

  /** One answer in the making. */
  private final class Round {

    private final Question question;
    private final Deadline deadline;
    private final Map<Integer, List<Source>> sources = new TreeMap<>();
    private final List<Page> pages = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    Round(Question question, Set<Integer> wanted, Deadline deadline) {
      this.question = question;
      this.deadline = deadline;
      for (int partition : wanted) {
        try {
          sources.put(
              partition,
              new ArrayList<>(Source.of(partition, placement, Gathering.this::isBlindTo)));
        } catch (NotReadyException e) {
          reasons.add(String.valueOf(e.getMessage()));
        }
      }
    }

    /** Asks the best source of each partition, and then the next of those without an answer. */
    void run() {
      while (!sources.isEmpty()) {
        SortedSet<Integer> here = new TreeSet<>();
        Map<Address, SortedSet<Integer>> there = new LinkedHashMap<>();
        sources.forEach(
            (partition, left) -> {
              if (left.remove(0) instanceof Source.There other) {
                there.computeIfAbsent(other.address(), a -> new TreeSet<>()).add(partition);
              } else {
                here.add(partition);
              }
            });
        Map<Address, CompletableFuture<PeerAnswer>> asked = new HashMap<>();
        if (!deadline.over()) {
          there.forEach((address, partitions) -> asked.put(address, ask(address, partitions)));
        }
        here(question, here).forEach(this::add);
        asked.forEach((address, answer) -> take(address, answer, there));
        sources.values().removeIf(List::isEmpty);
      }
    }

    private CompletableFuture<PeerAnswer> ask(Address address, Set<Integer> partitions) {
      return peers.ask(
          address,
          question.target(partitions),
          Map.of("Accept", PageCodec.MEDIA_TYPE),
          deadline.forOne());
    }

    private void add(Page page) {
      pages.add(page);
      sources.keySet().removeAll(page.partitions());
    }

    private void take(
        Address address,
        CompletableFuture<PeerAnswer> answer,
        Map<Address, SortedSet<Integer>> there) {
      try {
        PeerAnswer said = answer.join();
        if (said.status() == OK) {
          add(PageCodec.read(said.body(), there.getOrDefault(address, new TreeSet<>())));
        } else if (said.status() < TOO_MANY && said.status() != NOT_FOUND) {
          throw ProblemException.badRequest(Refusal.detail(said));
        } else {
          reasons.add(address + ": " + Refusal.detail(said));
        }
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof PeerException)) {
          throw e;
        }
        reasons.add(String.valueOf(e.getCause().getMessage()));
      } catch (IOException e) {
        reasons.add(address + " has sent what is no page of a list: " + e.getMessage());
      }
    }
  }
}
