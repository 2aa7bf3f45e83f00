package io.signalfactory.signal;

import java.util.List;

/**
 * What one evaluation of a dataset gives.
 *
 * @param judged every signal that is judged
 * @param retired the signals that were judged before and are not any more
 */
public record Evaluation(List<JudgedSignal> judged, List<RetiredSignal> retired) {}
