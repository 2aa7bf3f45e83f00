// What a dataset's history says, as specifications of charts.

import {runs} from './chart.js';
import {count, limitPercent, now, percent, span, time} from './format.js';
import {many} from './words.js';

const seconds = iso => Date.parse(iso) / 1000;
const HOUR = 3600;

/** The length of a step such as `PT5M` or `PT1H` in seconds. */
export function stepSeconds(text) {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  const [, days, hours, minutes, secs] = match ?? [];
  return (Number(days ?? 0) * 24 + Number(hours ?? 0)) * HOUR + Number(minutes ?? 0) * 60 + Number(secs ?? 0);
}

const known = values => values.filter(it => it !== null && it !== undefined);

export function ratios(part, whole) {
  return whole.map((all, i) => (all === null || all === 0 || part[i] === null ? null : part[i] / all));
}

/**
 * What is marked in every chart: breaches as spans; versions, deployments and contracts as signs.
 *
 * @param contracts the versions of the dataset's contract: {version, at}
 */
export function marks(history, from, to, contracts = []) {
  const found = [];
  const seen = new Set();
  for (const it of history.versions) {
    const at = seconds(it.first_seen);
    // The first version of all is no news.
    if (at > from && at < to && history.versions.some(other => other.service === it.service && seconds(other.first_seen) < at)) {
      found.push({at, sign: '▼', text: `${it.service} ${it.version ?? '(no version)'} first seen`});
      seen.add(`${it.service} ${it.version}`);
    }
  }
  for (const it of history.deployments) {
    const at = seconds(it.deployed_at);
    if (at > from && at < to) found.push({at, sign: '◇', text: `deployment of ${it.service} ${it.version}`, url: it.url});
  }
  for (const it of contracts) {
    const at = seconds(it.at ?? '');
    if (at > from && at < to) found.push({at, sign: '┆', text: it.version === null ? 'contract retired' : `contract version ${it.version} in force`});
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The charts of a history, in the order in which they are shown. */
export function specs(history, from, to, contracts = []) {
  const step = stepSeconds(history.step);
  const start = seconds(history.from);
  const times = Array.from({length: history.windows}, (_, i) => start + i * step);
  const signs = marks(history, from, to, contracts);
  const breaches = history.breaches.map(it => ({
    signal: it.signal, kind: it.severity === 'CRITICAL' ? 'C' : 'W',
    from: seconds(it.opened_at), to: it.resolved_at ? seconds(it.resolved_at) : now() / 1000,
  }));
  const common = signal => {
    const spans = [...runs(history.states[signal], 'U', times, step).map(it => ({...it, kind: 'unknown'})), ...breaches.filter(it => it.signal === signal)];
    const since = signal === 'freshness' ? history.judged_from : history.counted_from;
    if (since && seconds(since) > from) spans.unshift({kind: 'missing', from, to: Math.min(to, seconds(since)), text: `not kept before ${time(since)}`});
    return {from, to, step, times, spans, marks: signs};
  };
  return [freshness(history, common('freshness')), volume(history, common('volume')), compliance(history, common('compliance')), quality(history, common('quality'))];
}

function freshness(history, common) {
  const limits = history.limits.freshness;
  const values = history.freshness.worst_staleness_seconds;
  const lines = [
    {value: limits.critical, label: limits.critical === null ? '' : `limit ${span(limits.critical)}`, colour: 'critical'},
    {value: limits.warning, label: limits.warning === null ? '' : `warning ${span(limits.warning)}`, colour: 'warning'},
    ...limits.consumers.map(it => ({value: it.critical, label: `${it.consumer} ${span(it.critical ?? 0)}`, colour: 'muted', dashed: true})),
  ];
  const most = Math.max(0, ...known(values));
  return {
    ...common, name: 'freshness', label: 'Freshness', lines, format: value => span(value),
    summary: known(values).length === 0 ? 'Not judged in this range.' : `At worst ${span(most)} without a newer event.`,
    series: [{label: 'without a newer event', values, colour: 'ok', kind: 'steps'}],
    range: (min, max) => [0, Math.max(max, ...lines.map(it => it.value ?? 0), 10) * 1.15],
  };
}

function volume(history, common) {
  const {events, late_events: late, usual} = history.volume;
  const share = common.step / HOUR;
  const limits = history.limits.volume;
  const end = now() / 1000;
  const running = i => common.times[i] + common.step > end;
  const most = limits.maximum_per_hour === null ? Infinity : limits.maximum_per_hour * share;
  const done = events.map((it, i) => (running(i) ? null : it));
  const current = events.map((it, i) => (running(i) ? it : null));
  const byHour = new Map(usual.map(it => [seconds(it.start), it]));
  const usually = name => common.times.map(at => { const it = byHour.get(at - at % HOUR); return it ? it[name] * share : null; });
  const low = usually('low');
  const high = usually('high');
  const hasUsual = usual.length > 0;
  const lines = [
    {value: limits.minimum_per_hour === null ? null : limits.minimum_per_hour * share, label: `at least ${count((limits.minimum_per_hour ?? 0) * share)}`, colour: 'critical'},
    {value: limits.maximum_per_hour === null ? null : most, label: `at most ${count((limits.maximum_per_hour ?? 0) * share)}`, colour: 'critical'},
  ];
  const unit = common.step === 60 ? 'minute' : common.step === HOUR ? 'hour' : span(common.step);
  const total = known(events).reduce((a, b) => a + b, 0);
  return {
    ...common, name: 'volume', label: `Volume per ${unit}`, lines, format: value => count(value),
    summary: known(events).length === 0 ? 'Nothing counted in this range.' : `${many(total, 'event')} in this range.`,
    series: [
      ...(hasUsual ? [{label: 'usual, low', values: low, colour: 'line', kind: 'steps', hidden: true}, {label: 'usual, high', values: high, colour: 'line', kind: 'steps', hidden: true}] : []),
      {label: 'events', values: done, colour: 'ok', kind: 'bars'},
      {label: 'so far', values: current, colour: known(current).some(it => it > most) ? 'critical' : 'ok', kind: 'bars', outlined: true},
    ],
    bands: hasUsual ? [{series: [2, 1]}] : [],
    more: i => (late[i] > 0 ? `${count(events[i] ?? 0)} were ${count(Math.max(0, (events[i] ?? 0) - late[i]))} before +${count(late[i])} late` : null),
    notch: i => late[i] > 0 && events[i] !== null ? {at: common.times[i] + common.step / 2, value: events[i]} : null,
    range: (min, max) => [0, Math.max(max, ...lines.map(it => it.value ?? 0), 4) * 1.15],
  };
}

/** An axis for shares: from a bit below what is shown up to 100 %. */
function shareRange(values, limit) {
  const low = Math.min(limit ?? 1, ...known(values), 0.99);
  const from = Math.max(0, Math.floor((low - (1 - low) * 0.25) * 100) / 100);
  return () => [from, 1 + (1 - from) * 0.04];
}

function compliance(history, common) {
  const limit = history.limits.compliance.minimum;
  const {failed} = history.compliance;
  const values = ratios(failed.map((it, i) => (it === null || history.volume.events[i] === null ? null : history.volume.events[i] - it)), history.volume.events);
  const bad = known(failed).reduce((a, b) => a + b, 0);
  return {
    ...common, name: 'compliance', label: 'Compliance', format: value => percent(value, limit ?? 0.95),
    lines: limit === null ? [] : [{value: limit, label: `at least ${limitPercent(limit)}`, colour: 'critical'}],
    summary: known(values).length === 0 ? 'Nothing to judge in this range.' : bad === 0 ? 'Every event passed.' : `${many(bad, 'event')} failed.`,
    series: [
      {label: 'failed', values: failed.map(it => (it === 0 ? null : it)), colour: 'critical', kind: 'bars', scale: 'low', format: count, faint: true},
      {label: 'passed', values, colour: 'ok', kind: 'line'},
    ],
    range: shareRange(values, limit),
  };
}

function quality(history, common) {
  const limit = history.limits.quality.minimum;
  const {evaluated, passed} = history.quality;
  const values = ratios(passed, evaluated);
  const bad = known(evaluated).reduce((a, b) => a + b, 0) - known(passed).reduce((a, b) => a + b, 0);
  return {
    ...common, name: 'quality', label: 'Quality', format: value => percent(value, limit ?? 0.99),
    lines: limit === null ? [] : [{value: limit, label: `at least ${limitPercent(limit)}`, colour: 'critical'}],
    summary: known(values).length === 0 ? 'No rule evaluated in this range.' : bad === 0 ? 'Every rule passed.' : `${many(bad, 'evaluation')} failed.`,
    series: [{label: 'rule evaluations passed', values, colour: 'ok', kind: 'line'}],
    range: shareRange(values, limit),
  };
}
