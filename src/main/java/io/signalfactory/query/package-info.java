/**
 * Asking for states, histories, breaches and contracts, wherever they are stored. Knows neither
 * Kafka Streams nor HTTP.
 *
 * <p>Whoever asks uses {@link io.signalfactory.query.Queries}, with the requests {@link
 * io.signalfactory.query.StateFilter}, {@link io.signalfactory.query.BreachFilter}, {@link
 * io.signalfactory.query.OverviewFilter}, {@link io.signalfactory.query.HistoryRequest} and {@link
 * io.signalfactory.query.PastRequest}, the answers {@link io.signalfactory.query.DatasetStates},
 * {@link io.signalfactory.query.OverviewRow}, {@link io.signalfactory.query.DatasetHistory} and
 * {@link io.signalfactory.query.DatasetPast}, and {@link io.signalfactory.query.NotReadyException};
 * a list is asked for by {@link io.signalfactory.query.Slice}, and its entries are {@link
 * io.signalfactory.query.Listed}. A server gets them from an {@link
 * io.signalfactory.query.Instance}, with its {@link io.signalfactory.query.Readiness}, its {@link
 * io.signalfactory.query.ReadProgress} and its {@link io.signalfactory.query.InstanceReport}.
 *
 * <p>Who sends what, and how ready it is: {@link io.signalfactory.query.ReadinessFilter} asks for
 * {@link io.signalfactory.query.DatasetReady}; services are {@link
 * io.signalfactory.query.ServiceSeen}, and {@link io.signalfactory.query.RecentSenders} are those
 * of one dataset.
 *
 * <p>Where a dataset is, {@link io.signalfactory.query.Placement} knows: its {@link
 * io.signalfactory.query.Holders} by their {@link io.signalfactory.query.Address}, and what this
 * instance has of it, a {@link io.signalfactory.query.Holding}.
 *
 * <p>Whoever answers gives {@link io.signalfactory.query.LocalQueries} the {@link
 * io.signalfactory.query.SignalStores} of this instance, with its {@link
 * io.signalfactory.query.PastStores} and {@link io.signalfactory.query.ReadinessStores}, and an
 * {@link io.signalfactory.query.Observer}, which says in a {@link io.signalfactory.query.Sight}
 * until when what they hold has been seen.
 */
@NullMarked
package io.signalfactory.query;

import org.jspecify.annotations.NullMarked;
