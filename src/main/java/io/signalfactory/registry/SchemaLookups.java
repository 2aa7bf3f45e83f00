package io.signalfactory.registry;

import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one registry on behalf of all stream threads, each question once at a time, and keeps the
 * answers. The requests run in threads of their own; a stream thread that needs an answer waits for
 * it within its {@link WaitBudget}. Thread-safe.
 */
public final class SchemaLookups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaLookups.class);

  private static final int REQUESTS_AT_ONCE = 4;
  private static final int REQUESTS_WAITING = 256;

  private final String name;
  private final SchemaRegistry registry;
  private final LookupLimits limits;
  private final LongSupplier nanoClock;
  private final ExecutorService requests;
  private final KeptAnswers found;
  private final KeptAnswers negative;
  private final CircuitBreaker breaker;
  private final RequestRate rate;
  private final Counters counters = new Counters();
  private final ConcurrentHashMap<Question, CompletableFuture<SchemaLookup>> underWay =
      new ConcurrentHashMap<>();

  SchemaLookups(
      String name,
      SchemaRegistry registry,
      LookupLimits limits,
      LongSupplier nanoClock,
      ExecutorService requests) {
    this.name = name;
    this.registry = registry;
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.requests = requests;
    found = new KeptAnswers(limits.maxSchemas());
    negative = new KeptAnswers(limits.maxSchemas());
    breaker = new CircuitBreaker(limits.pauseAfterFailure(), limits.longestPause(), nanoClock);
    rate = new RequestRate(limits.requestsPerSecond(), nanoClock);
  }

  /**
   * Lookups of a registry, which is closed with them.
   *
   * @param name of the registry, for logs and for names of threads
   */
  public static SchemaLookups of(String name, SchemaRegistry registry, LookupLimits limits) {
    return new SchemaLookups(name, registry, limits, System::nanoTime, threads(name));
  }

  private static ExecutorService threads(String name) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            REQUESTS_AT_ONCE,
            REQUESTS_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(REQUESTS_WAITING),
            task -> {
              Thread thread = new Thread(task, "registry-" + name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** A source for one stream thread. */
  public SchemaSource forThread() {
    return new ThreadSource(this, new WaitBudget(limits.maxWait(), limits.waitPeriod(), nanoClock));
  }

  /** A source for whichever threads ask it: each waits as long as one made for it alone. */
  public SchemaSource forEachThread() {
    return new PerThreadSource(this);
  }

  /** What the lookups have come to so far. */
  public LookupCounts counts() {
    return counters.counts(found.size(), breaker.closed());
  }

  @Override
  public void close() {
    requests.shutdownNow();
    registry.close();
  }

  /** What is known, or what can be learned within the budget. */
  SchemaLookup look(Question question, WaitBudget budget) {
    SchemaLookup known = known(question);
    return counted(known == null ? await(question, budget) : known);
  }

  /** As {@link #look}; what is known of old is asked for again, without waiting for it. */
  SchemaLookup lookAgain(Question question, WaitBudget budget) {
    KeptAnswers.@Nullable Kept kept = found.get(question);
    if (kept != null && olderThan(limits.unknownExpiry(), kept)) {
      askInBackground(question);
    }
    return look(question, budget);
  }

  private @Nullable SchemaLookup known(Question question) {
    KeptAnswers.@Nullable Kept kept = found.get(question);
    if (kept != null) {
      // A new version is not worth waiting for, and with a registry that is away the old one goes
      // on.
      if (question.changes() && olderThan(limits.latestExpiry(), kept)) {
        askInBackground(question);
      }
      return kept.answer();
    }
    return knownNegative(question);
  }

  private @Nullable SchemaLookup knownNegative(Question question) {
    KeptAnswers.@Nullable Kept kept = negative.get(question);
    return kept == null || olderThan(expiry(kept.answer()), kept) ? null : kept.answer();
  }

  private void askInBackground(Question question) {
    if (knownNegative(question) == null) {
      CompletableFuture<SchemaLookup> unused = ask(question);
    }
  }

  private Duration expiry(SchemaLookup negativeAnswer) {
    return negativeAnswer instanceof SchemaLookup.Unavailable
        ? limits.pauseAfterFailure()
        : limits.unknownExpiry();
  }

  private boolean olderThan(Duration age, KeptAnswers.Kept kept) {
    return nanoClock.getAsLong() - kept.at() >= age.toNanos();
  }

  private SchemaLookup await(Question question, WaitBudget budget) {
    boolean answering = breaker.closed();
    CompletableFuture<SchemaLookup> answer = ask(question);
    long left = answering && !answer.isDone() ? budget.left() : 0;
    if (left > 0) {
      long begin = budget.now();
      SchemaLookup waitedFor =
          answer.copy().completeOnTimeout(slow(), left, TimeUnit.NANOSECONDS).join();
      budget.spentSince(begin);
      counters.waitedNanos.add(budget.now() - begin);
      return waitedFor;
    }
    return answer.getNow(slow());
  }

  private SchemaLookup slow() {
    return unavailable("has not answered yet");
  }

  private SchemaLookup unavailable(String what) {
    return new SchemaLookup.Unavailable("the " + name + " registry " + what);
  }

  private SchemaLookup counted(SchemaLookup answer) {
    if (answer instanceof SchemaLookup.Unavailable) {
      counters.unavailable.increment();
    }
    return answer;
  }

  /** The request that is under way for a question, or a new one. */
  private CompletableFuture<SchemaLookup> ask(Question question) {
    CompletableFuture<SchemaLookup> mine = new CompletableFuture<>();
    CompletableFuture<SchemaLookup> others = underWay.putIfAbsent(question, mine);
    if (others != null) {
      return others;
    }
    if (!breaker.mayAsk()) {
      return failed(question, mine, "is not asked for a while, as it does not answer");
    }
    if (!rate.take()) {
      breaker.notAsked();
      return failed(question, mine, "is asked for too many schemas per second");
    }
    try {
      requests.execute(() -> request(question, mine));
    } catch (RejectedExecutionException e) {
      breaker.notAsked();
      return failed(question, mine, "is asked for too many schemas at once");
    }
    return mine;
  }

  private CompletableFuture<SchemaLookup> failed(
      Question question, CompletableFuture<SchemaLookup> request, String what) {
    done(question, request, unavailable(what));
    return request;
  }

  private void done(
      Question question, CompletableFuture<SchemaLookup> request, SchemaLookup answer) {
    underWay.remove(question, request);
    request.complete(answer);
  }

  private void request(Question question, CompletableFuture<SchemaLookup> request) {
    SchemaLookup answer = unavailable("could not be asked");
    try {
      answer = answer(question);
      keep(question, answer);
    } finally {
      done(question, request, answer);
    }
  }

  private SchemaLookup answer(Question question) {
    boolean before = breaker.closed();
    SchemaLookup answer;
    try {
      answer =
          question
              .ask(registry)
              .<SchemaLookup>map(SchemaLookup.Found::new)
              .orElseGet(SchemaLookup.Unknown::new);
      breaker.answered();
    } catch (SchemaRefusedException e) {
      breaker.answered();
      LOG.warn("The {} registry has a schema that cannot be used: {}", name, e.getMessage());
      answer = new SchemaLookup.Refused(String.valueOf(e.getMessage()));
    } catch (RegistryUnavailableException | RuntimeException e) {
      breaker.failed();
      counters.failed.increment();
      if (before && !breaker.closed()) {
        LOG.warn(
            "The {} registry does not answer. Schemas that are known go on being used, records with"
                + " others get REGISTRY_UNAVAILABLE. {}",
            name,
            e.getMessage(),
            e);
      }
      return unavailable("does not answer");
    } catch (Error e) {
      breaker.failed();
      throw e;
    }
    if (!before) {
      LOG.info("The {} registry answers again", name);
    }
    return answer;
  }

  private void keep(Question question, SchemaLookup answer) {
    KeptAnswers.Kept kept = new KeptAnswers.Kept(answer, nanoClock.getAsLong());
    if (answer instanceof SchemaLookup.Found) {
      counters.found.increment();
      negative.remove(question);
      found.put(question, kept);
      return;
    }
    if (answer instanceof SchemaLookup.Unknown) {
      counters.unknown.increment();
      forgetWhatIsGone(question);
    } else if (answer instanceof SchemaLookup.Refused) {
      counters.refused.increment();
      forgetWhatIsGone(question);
    }
    negative.put(question, kept);
  }

  /** A subject can be deleted; a schema with an id that was read stays what it was. */
  private void forgetWhatIsGone(Question question) {
    if (question.changes()) {
      found.remove(question);
    }
  }
}
