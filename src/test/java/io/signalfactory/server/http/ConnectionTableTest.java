package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.server.http.OpenConnection.Closing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(
          6,
          3,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  private static final long SECOND = 1_000_000_000L;

  /** A nano clock that is about to overflow. */
  private long now = Long.MAX_VALUE - SECOND;

  private final ConnectionTable table = new ConnectionTable(LIMITS);

  /** A connection that a test scripts. */
  private static final class ScriptedWire implements OpenConnection.Wire {
    private long bytes;

    @Override
    public long bytesIn() {
      return bytes;
    }

    @Override
    public void close(Closing closing) {
      throw new IllegalStateException("the table closes nothing itself");
    }
  }

  private OpenConnection connection(String client) {
    return connection(client, new ScriptedWire());
  }

  private OpenConnection connection(String client, ScriptedWire wire) {
    return new OpenConnection(new ClientAddress(client), wire, now++);
  }

  private OpenConnection opened(String client) {
    OpenConnection connection = connection(client);
    table.opened(connection);
    return connection;
  }

  @Test
  void theConnectionOfAClientThatWaitsLongestGivesWayToItsNext() {
    // given
    opened("b");
    OpenConnection first = opened("a");
    opened("a");
    opened("a");

    // when
    Optional<OpenConnection> leaving = table.opened(connection("a"));

    // then
    assertThat(leaving).containsSame(first);
  }

  @Test
  void aRequestThatHasArrivedDoesNotGiveWay() {
    // given
    opened("a").headArrived(false, now);
    opened("a").headArrived(true, now);
    OpenConnection waiting = opened("a");

    // when
    Optional<OpenConnection> leaving = table.opened(connection("a"));

    // then
    assertThat(leaving).containsSame(waiting);
  }

  @Test
  void aNewConnectionLeavesWhereAllOthersOfItsClientHaveARequest() {
    // given
    for (int i = 0; i < LIMITS.perClient(); i++) {
      opened("a").headArrived(false, now);
    }
    OpenConnection last = connection("a");

    // when
    Optional<OpenConnection> leaving = table.opened(last);

    // then
    assertThat(leaving).containsSame(last);
    assertThat(table.size()).isEqualTo(LIMITS.perClient());
  }

  @Test
  void whereTheServerIsFullTheClientWithTheMostConnectionsLosesOne() {
    // given
    opened("probe");
    opened("b");
    opened("b");
    OpenConnection ofTheLargest = opened("a");
    opened("a");
    opened("a");

    // when
    Optional<OpenConnection> leaving = table.opened(connection("c"));

    // then
    assertThat(leaving).containsSame(ofTheLargest);
  }

  @Test
  void countsTheRequestsOfAClientThatAreNotAnswered() {
    // given
    opened("a");
    opened("a").headArrived(false, now);
    OpenConnection answered = opened("a");
    answered.headArrived(false, now);
    answered.answerBegins(now);
    answered.answered(now);
    opened("b").headArrived(true, now);

    // when
    int requests = table.requestsOf(new ClientAddress("a"));

    // then
    assertThat(requests).isEqualTo(1);
    assertThat(table.requestsOf(new ClientAddress("nobody"))).isZero();
  }

  @Test
  void headersAreOverdueFromTheirFirstByteOn() {
    // given
    ScriptedWire wire = new ScriptedWire();
    table.opened(connection("a", wire));
    Map<OpenConnection, Closing> whileSilent = table.overdue(false, now + 60 * SECOND);
    wire.bytes = 1;
    Map<OpenConnection, Closing> atTheFirstByte = table.overdue(false, now + 60 * SECOND);

    // when
    Map<OpenConnection, Closing> later = table.overdue(false, now + 71 * SECOND);

    // then
    assertThat(whileSilent).isEmpty();
    assertThat(atTheFirstByte).isEmpty();
    assertThat(later).containsValue(Closing.SLOW_HEAD);
  }

  @Test
  void theBytesOfAnAnsweredRequestDoNotBeginTheNext() {
    // given
    ScriptedWire wire = new ScriptedWire();
    OpenConnection connection = connection("a", wire);
    table.opened(connection);
    wire.bytes = 100;
    connection.headArrived(false, now);
    connection.answerBegins(now);
    connection.answered(now);

    // when
    table.overdue(false, now);
    Map<OpenConnection, Closing> later = table.overdue(false, now + 60 * SECOND);

    // then
    assertThat(later).isEmpty();
  }

  @Test
  void ourOwnWorkIsNeverOverdue() {
    // given
    opened("a").headArrived(false, now);
    OpenConnection withBody = opened("b");
    withBody.headArrived(true, now);
    withBody.bodyArrived(now);

    // when
    Map<OpenConnection, Closing> overdue = table.overdue(true, now + 3_600 * SECOND);

    // then
    assertThat(overdue).isEmpty();
  }

  @Test
  void anAnswerMayBeReadSlowlyUnlessOthersWait() {
    // given
    OpenConnection reader = opened("a");
    reader.headArrived(false, now);
    reader.answerBegins(now);

    // when
    Map<OpenConnection, Closing> alone = table.overdue(false, now + 2 * SECOND);
    Map<OpenConnection, Closing> othersWait = table.overdue(true, now + 2 * SECOND);

    // then
    assertThat(alone).isEmpty();
    assertThat(othersWait).containsEntry(reader, Closing.SLOW_READER);
  }

  @Property
  void neverHoldsMoreThanItsLimitsAndNeverLosesAClientToAnother(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5) Integer> clients) {
    // given
    ConnectionTable busy = new ConnectionTable(LIMITS);
    Map<String, Integer> held = new HashMap<>();

    // when
    for (int client : clients) {
      OpenConnection next = connection("client " + client);
      held.merge(next.client().text(), 1, Integer::sum);
      busy.opened(next).ifPresent(leaving -> held.merge(leaving.client().text(), -1, Integer::sum));
    }

    // then
    assertThat(busy.size()).isEqualTo(held.values().stream().mapToInt(Integer::intValue).sum());
    assertThat(busy.size()).isLessThanOrEqualTo(LIMITS.total());
    assertThat(held.values()).allMatch(count -> count >= 1 && count <= LIMITS.perClient());
  }

  @Test
  void theAddressesOfOneNetworkOfIpv6AreOneClient() throws UnknownHostException {
    assertThat(client("2001:db8:1:2::1")).isEqualTo(client("2001:db8:1:2:ffff:1:2:3"));
    assertThat(client("2001:db8:1:2::1")).isNotEqualTo(client("2001:db8:1:3::1"));
    assertThat(client("192.0.2.1")).isNotEqualTo(client("192.0.2.2"));
    assertThat(client("::ffff:192.0.2.1")).isEqualTo(client("192.0.2.1"));
  }

  private static ClientAddress client(String address) throws UnknownHostException {
    return ClientAddress.of(new InetSocketAddress(InetAddress.getByName(address), 1));
  }
}
