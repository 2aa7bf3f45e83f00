package io.signalfactory.faults;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fault can lay its hands on.
 *
 * @param disk the file system of the second instance; null if this user may not mount one
 */
record Scene(
    Launcher launcher,
    Cluster cluster,
    Topics topics,
    Rights rights,
    Application application,
    List<Instance> instances,
    Load load,
    Counts counts,
    @Nullable SmallDisk disk) {

  /** The first instance. */
  Instance one() {
    return instances.get(0);
  }

  /** The second instance, whose state may be on a disk of its own. */
  Instance two() {
    return instances.get(1);
  }

  Optional<SmallDisk> smallDisk() {
    return Optional.ofNullable(disk);
  }
}
