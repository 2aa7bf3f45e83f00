package io.signalfactory.server;

import io.signalfactory.query.Holding;
import io.signalfactory.query.Instance;
import io.signalfactory.query.InstanceReport;
import io.signalfactory.query.LocalQueries;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Placement;
import io.signalfactory.query.Queries;
import io.signalfactory.query.ReadProgress;
import io.signalfactory.query.Readiness;
import io.signalfactory.query.ScriptedObserver;
import io.signalfactory.query.ScriptedPlacement;
import io.signalfactory.query.ScriptedStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An instance whose health and stores a test scripts. */
public final class ScriptedInstance implements Instance {

  private static final Instant SINCE = Instant.parse("2026-01-14T12:00:00Z");

  public final ScriptedStores stores = new ScriptedStores();
  public final ScriptedObserver observer = new ScriptedObserver();
  public final ScriptedPlacement placement = new ScriptedPlacement();
  private final Queries queries = new LocalQueries(stores, observer, placement::partitionOf);
  public final ReadProgress readProgress = new ReadProgress();
  private boolean alive = true;
  private boolean ready = true;

  public synchronized void reset() {
    stores.reset();
    observer.reset();
    placement.reset();
    alive = true;
    ready = true;
  }

  public synchronized void isMoving() {
    ready = false;
    stores.failWith(
        new NotReadyException("the state is moving or not restored yet: REBALANCING", null));
  }

  public synchronized void isDead() {
    alive = false;
    ready = false;
  }

  @Override
  public synchronized boolean alive() {
    return alive;
  }

  @Override
  public synchronized Readiness readiness() {
    return ready
        ? Readiness.ready("RUNNING", SINCE)
        : Readiness.notReady("the stream application is " + state(), SINCE);
  }

  @Override
  public synchronized String state() {
    if (!alive) {
      return "ERROR";
    }
    return ready ? "RUNNING" : "REBALANCING";
  }

  @Override
  public ReadProgress readProgress() {
    return readProgress;
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public synchronized InstanceReport report() {
    List<Integer> active = new ArrayList<>();
    List<InstanceReport.Copy> copies = new ArrayList<>();
    for (int partition = 0; partition < placement.partitions(); partition++) {
      if (placement.here(partition) == Holding.ACTIVE) {
        active.add(partition);
      } else if (placement.here(partition) == Holding.COPY) {
        copies.add(new InstanceReport.Copy(partition, 3, Duration.ofSeconds(2)));
      }
    }
    List<InstanceReport.Restore> restores =
        ready ? List.of() : List.of(new InstanceReport.Restore("minutes", 1, 500, 2_000));
    return new InstanceReport("1.0", SINCE, state(), readiness(), active, copies, restores);
  }

  @Override
  public Queries queries() {
    return queries;
  }
}
