package io.signalfactory.evidence;

import io.signalfactory.gate.ProducerIdentity;
import io.signalfactory.gate.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The common parts of the Evidence of one dataset, so that they are written only once: a form for
 * each of its producers. Callers keep an instance together with other things of the dataset, which
 * saves looking it up by URN for each record. Not thread-safe: use one per dataset and task.
 */
public final class EvidenceForms {

  /** The most producers whose forms are kept: anybody can make up new names. */
  private static final int MAX_PRODUCERS = 16;

  private final Map<ProducerIdentity, EvidenceForm> byProducer = new HashMap<>();
  private @Nullable EvidenceForm latest;

  /**
   * The form for the Evidence of a record.
   *
   * @param verdict the verdict on a record; one of another dataset works too, but is slow
   * @param ids makes the ids of each topic
   */
  EvidenceForm of(Verdict verdict, EvidenceIds ids) {
    EvidenceForm form = latest;
    if (form == null || !form.fits(verdict)) {
      form = byProducer.get(verdict.producer());
      if (form == null || !form.fits(verdict)) {
        form = new EvidenceForm(verdict, ids.ofTopic(verdict.record()));
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
