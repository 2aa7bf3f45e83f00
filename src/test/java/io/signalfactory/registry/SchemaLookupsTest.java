package io.signalfactory.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaLookup.Found;
import io.signalfactory.schema.SchemaLookup.Refused;
import io.signalfactory.schema.SchemaLookup.Unavailable;
import io.signalfactory.schema.SchemaLookup.Unknown;
import io.signalfactory.schema.SchemaSource;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** By a clock that stands still until a test moves it, in the thread of the test. */
class SchemaLookupsTest {

  private static final LookupLimits LIMITS =
      new LookupLimits(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          3,
          1000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(4));

  private final AtomicLong now = new AtomicLong();
  private final Scripted registry = new Scripted();
  private final Requests requests = new Requests();
  private final SchemaLookups lookups =
      new SchemaLookups("test", registry, LIMITS, now::get, requests);
  private final SchemaSource source = lookups.forThread();

  private static SchemaId id(int number) {
    return new SchemaId.Confluent(number);
  }

  private static WriterSchema schema(int number) {
    return new WriterSchema(
        id(number),
        SchemaFormat.AVRO,
        "\"string\"",
        List.of(),
        Set.of(new SubjectVersion("orders", number)));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void asksForAnIdOnceHoweverOldTheAnswerIs() {
    // given
    registry.has(7);
    source.byId(id(7));
    pass(Duration.ofDays(30));

    // when
    SchemaLookup answer = source.byId(id(7));

    // then
    assertThat(answer).isEqualTo(new Found(schema(7)));
    assertThat(registry.asked).isEqualTo(1);
  }

  @Test
  void asksAgainForAnUnknownIdOnceTheAnswerHasExpired() {
    // given
    SchemaLookup first = source.byId(id(7));
    SchemaLookup second = source.byId(id(7));
    int askedBefore = registry.asked;
    registry.has(7);
    pass(Duration.ofSeconds(30));

    // when
    SchemaLookup third = source.byId(id(7));

    // then
    assertThat(List.of(first, second)).containsOnly(new Unknown());
    assertThat(askedBefore).isEqualTo(1);
    assertThat(third).isInstanceOf(Found.class);
  }

  @Test
  void answersWithTheOldNewestVersionWhileItAsksForTheNext() {
    // given
    registry.has(1);
    source.latest("orders");
    registry.has(2);
    requests.hold = true;
    pass(Duration.ofMinutes(1));

    // when
    SchemaLookup meanwhile = source.latest("orders");
    requests.runHeld();
    SchemaLookup afterwards = source.latest("orders");

    // then
    assertThat(meanwhile).isEqualTo(new Found(schema(1)));
    assertThat(afterwards).isEqualTo(new Found(schema(2)));
  }

  @Test
  void goesOnWithTheNewestVersionThatItKnowsWhileTheRegistryIsAway() {
    // given
    registry.has(1);
    source.latest("orders");
    registry.away = true;
    pass(Duration.ofHours(1));

    // when
    for (int i = 0; i < 1000; i++) {
      assertThat(source.latest("orders")).isEqualTo(new Found(schema(1)));
    }

    // then
    assertThat(registry.asked).isEqualTo(2);
  }

  @Test
  void asksAgainForARegistrationThatIsMissed() {
    // given
    registry.has(7);
    source.byId(id(7));
    pass(Duration.ofSeconds(30));

    // when
    source.byIdAgain(id(7));
    source.byIdAgain(id(7));

    // then
    assertThat(registry.asked).isEqualTo(2);
  }

  @Test
  void asksARegistryThatIsAwayRarelyHoweverManyRecordsCome() {
    // given
    registry.away = true;

    // when
    for (int i = 0; i < 10_000; i++) {
      assertThat(source.byId(id(i))).isInstanceOf(Unavailable.class);
    }
    int atFirst = registry.asked;
    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 10_000; i++) {
      assertThat(source.byId(id(i))).isInstanceOf(Unavailable.class);
    }

    // then
    assertThat(atFirst).isEqualTo(3);
    assertThat(registry.asked).isEqualTo(4);
    assertThat(lookups.counts().answering()).isFalse();
    assertThat(lookups.counts().unavailable()).isEqualTo(20_000);
  }

  @Test
  void asksAgainOnceARegistryIsBack() {
    // given
    registry.away = true;
    for (int i = 0; i < 5; i++) {
      source.byId(id(i));
    }
    registry.away = false;
    registry.has(9);
    pass(Duration.ofSeconds(1));

    // when
    SchemaLookup answer = source.byId(id(9));

    // then
    assertThat(answer).isInstanceOf(Found.class);
    assertThat(lookups.counts().answering()).isTrue();
  }

  @Test
  void knownSchemasSurviveAnyNumberOfUnknownIds() {
    // given
    registry.has(7);
    source.byId(id(7));

    // when
    for (int i = 100; i < 900; i++) {
      source.byId(id(i));
    }

    // then
    int asked = registry.asked;
    assertThat(source.byId(id(7))).isInstanceOf(Found.class);
    assertThat(registry.asked).isEqualTo(asked);
  }

  @Test
  void keepsAsManySchemasAsItMay() {
    // given
    for (int i = 1; i <= 10; i++) {
      registry.has(i);
    }

    // when
    for (int i = 1; i <= 10; i++) {
      source.byId(id(i));
    }

    // then
    assertThat(lookups.counts().kept()).isEqualTo(3);
  }

  @Test
  void asksNoMoreOftenPerSecondThanItMay() {
    // when
    for (int i = 0; i < 5_000; i++) {
      source.byId(id(i));
    }

    // then
    assertThat(registry.asked).isEqualTo(1000);
  }

  @Test
  void remembersThatASchemaCannotBeUsed() {
    // given
    registry.refuses = true;

    // when
    SchemaLookup first = source.byId(id(7));
    SchemaLookup second = source.byId(id(7));

    // then
    assertThat(List.of(first, second)).containsOnly(new Refused("too long"));
    assertThat(registry.asked).isEqualTo(1);
  }

  @Test
  void aRegistryThatThrowsAnythingElseIsAway() {
    // given
    registry.broken = true;

    // when
    SchemaLookup answer = source.byId(id(7));

    // then
    assertThat(answer).isEqualTo(new Unavailable("the test registry does not answer"));
  }

  @Test
  void waitsForASlowRegistryOnceAndNotForEachRecord() throws Exception {
    // given
    CountDownLatch answered = new CountDownLatch(1);
    registry.waitsFor = answered;
    LookupLimits limits =
        new LookupLimits(
            Duration.ofMillis(200),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            10_000,
            10_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(4));
    try (SchemaLookups real =
        new SchemaLookups(
            "slow", registry, limits, System::nanoTime, Executors.newCachedThreadPool())) {
      SchemaSource one = real.forThread();

      // when
      long begin = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThat(one.byId(id(i))).isInstanceOf(Unavailable.class);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      // then
      assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
      assertThat(Duration.ofNanos(real.counts().waitedNanos())).isLessThan(Duration.ofSeconds(2));
      answered.countDown();
    }
  }

  /** Runs requests at once, or when it is told to. */
  private static final class Requests extends AbstractExecutorService {

    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean hold;

    void runHeld() {
      hold = false;
      while (!held.isEmpty()) {
        held.remove().run();
      }
    }

    @Override
    public void execute(Runnable request) {
      if (hold) {
        held.add(request);
      } else {
        request.run();
      }
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  /** A registry that does what a test says. */
  private static final class Scripted implements SchemaRegistry {

    private final Map<SchemaId, WriterSchema> schemas = new HashMap<>();
    private Optional<WriterSchema> newest = Optional.empty();
    private boolean away;
    private boolean refuses;
    private boolean broken;
    private CountDownLatch waitsFor = new CountDownLatch(0);
    private int asked;

    void has(int number) {
      newest = Optional.of(schema(number));
      schemas.put(id(number), schema(number));
    }

    private void answer() throws RegistryUnavailableException, SchemaRefusedException {
      asked++;
      if (away) {
        throw new RegistryUnavailableException("nobody there");
      }
      if (refuses) {
        throw new SchemaRefusedException("too long");
      }
      if (broken) {
        throw new IllegalStateException("a defect");
      }
      try {
        waitsFor.await();
      } catch (InterruptedException e) {
        throw new RegistryUnavailableException("interrupted", e);
      }
    }

    @Override
    public Optional<WriterSchema> byId(SchemaId id)
        throws RegistryUnavailableException, SchemaRefusedException {
      answer();
      return Optional.ofNullable(schemas.get(id));
    }

    @Override
    public Optional<WriterSchema> latest(String subject)
        throws RegistryUnavailableException, SchemaRefusedException {
      answer();
      return newest;
    }

    @Override
    public Optional<WriterSchema> version(String subject, int version)
        throws RegistryUnavailableException, SchemaRefusedException {
      answer();
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
