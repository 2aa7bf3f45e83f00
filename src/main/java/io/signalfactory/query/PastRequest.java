package io.signalfactory.query;

import io.signalfactory.past.WindowSpan;
import java.time.Instant;

/**
 * Which part of a dataset's past is asked for.
 *
 * @param datasetUrn the dataset
 * @param span the windows, by event time and by our clock
 * @param now the time of the question: it decides which minutes may have expired
 */
public record PastRequest(String datasetUrn, WindowSpan span, Instant now) {}
