package io.signalfactory.evidence;

import io.signalfactory.gate.Producer;
import io.signalfactory.gate.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Evidence of one dataset has in common, so that it is worded once: a form for each of its
 * producers, and nearly always the same one. Whoever has something at hand for a dataset keeps them
 * there, which saves looking them up by its URN for each record. Not thread-safe: one for each
 * dataset and task.
 */
public final class EvidenceForms {

  /** Producers whose forms are kept; names come from strangers. */
  private static final int MAX_PRODUCERS = 16;

  private final Map<Producer, EvidenceForm> byProducer = new HashMap<>();
  private @Nullable EvidenceForm latest;

  /** None yet: they are made as records ask for them. */
  public EvidenceForms() {}

  /**
   * The form for a record's Evidence.
   *
   * @param verdict on a record of the dataset; one of another dataset only takes longer
   * @param ids makers of ids by topic
   */
  EvidenceForm of(Verdict verdict, EvidenceIds ids) {
    EvidenceForm form = latest;
    if (form == null || !form.fits(verdict)) {
      form = byProducer.get(verdict.producer());
      if (form == null || !form.fits(verdict)) {
        form = new EvidenceForm(verdict, ids.ofTopic(verdict.record().topic()));
        if (byProducer.size() >= MAX_PRODUCERS) {
          byProducer.clear();
        }
        byProducer.put(verdict.producer(), form);
      }
      latest = form;
    }
    return form;
  }
}
