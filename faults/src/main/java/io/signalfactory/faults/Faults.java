package io.signalfactory.faults;

import io.signalfactory.rig.RigException;
import java.util.List;
import java.util.stream.Collectors;

/** All faults that the suite knows, in the order in which it injects them. */
final class Faults {

  private Faults() {}

  static List<Fault> all() {
    return List.of(
        new KillInstance(),
        new KillAll(),
        new PauseInstance(),
        new KillBroker(),
        new RestartBroker(),
        new BrokerAway(),
        new FreezeBroker(),
        new RevokeRead(),
        new KillThreads(),
        new DeleteTopic(),
        new DeleteTopicOften(),
        new RecreateTopic(false),
        new RecreateTopic(true),
        new GrowTopic(),
        new DeleteContracts(),
        new FillDisk(),
        new RemoveState());
  }

  /** Those that find the most in six minutes. */
  static List<Fault> fewest() {
    return List.of(new PauseInstance(), new BrokerAway(), new RecreateTopic(true), new GrowTopic());
  }

  /**
   * The faults of these names.
   *
   * @throws RigException if there is none of a name
   */
  static List<Fault> named(List<String> names) {
    return names.stream().map(Faults::named).toList();
  }

  private static Fault named(String name) {
    return all().stream()
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RigException(
                    "there is no fault '"
                        + name
                        + "'; the faults are "
                        + all().stream().map(Fault::name).collect(Collectors.joining(", "))));
  }
}
