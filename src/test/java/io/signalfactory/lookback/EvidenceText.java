package io.signalfactory.lookback;

import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;

/** Evidence as ENFORCE writes it, with as little as it can have. */
final class EvidenceText {

  private EvidenceText() {}

  /**
   * Evidence in JSON.
   *
   * @param number the offset of its raw record, by which a test knows it again
   */
  static String of(String datasetUrn, Instant processed, String outcome, long number) {
    String time = Rfc3339Writer.format(processed);
    return ("{'evidence_id':'evd-01JDB2X4M8QZ0V6T3H5R9K7C1N','dataset_urn':'"
            + datasetUrn
            + "','contract':null,'source':{'topic':'raw.a','partition':0,'offset':"
            + number
            + ",'timestamp':'"
            + time
            + "'},'producer':{'service':null,'version':null,'confidence':'NONE'},'event_time':'"
            + time
            + "','event_time_source':'payload','processing_time':'"
            + time
            + "','lag_ms':0,'outcome':'"
            + outcome
            + "','gates':[{'gate':'G1','name':'resolution','outcome':'PASS'},"
            + "{'gate':'G2','name':'identity','outcome':'PASS'},"
            + "{'gate':'G3','name':'schema','outcome':'SKIP'},"
            + "{'gate':'G4','name':'contract','outcome':'"
            + (outcome.equals("FAIL") ? "FAIL" : "PASS")
            + "'"
            + (outcome.equals("FAIL")
                ? ",'violations':[{'code':'MISSING_REQUIRED_FIELD','field':'id',"
                    + "'message':'required field is absent'}]"
                : "")
            + "},{'gate':'G5','name':'quality','outcome':'"
            + (outcome.equals("WARN") ? "WARN" : "PASS")
            + "'"
            + (outcome.equals("WARN")
                ? ",'violations':[{'code':'EVENT_TIME_MISSING','message':'no event time'}]"
                : "")
            + "}]}")
        .replace('\'', '"');
  }
}
