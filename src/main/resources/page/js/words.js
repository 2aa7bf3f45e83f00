// Every sentence of the page that has a number or a name in it.

import {age, count, percent, limitPercent, span, spoken, time} from './format.js';

const plurals = new Intl.PluralRules('en');

export const STATES = ['CRITICAL', 'WARNING', 'UNKNOWN', 'OK'];
export const SIGNALS = ['freshness', 'volume', 'compliance', 'quality'];

const STATE_WORDS = {OK: 'OK', WARNING: 'warning', CRITICAL: 'critical', UNKNOWN: 'not judged'};

export const capital = text => text[0].toUpperCase() + text.slice(1);

export const stateWord = state => STATE_WORDS[state] ?? 'not judged';

const one = number => plurals.select(number) === 'one';

export function many(number, singular, plural = `${singular}s`) {
  return `${count(number)} ${one(number) ? singular : plural}`;
}

function list(items) {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const is = number => (one(number) ? 'is' : 'are');

/**
 * The line on top.
 *
 * @param seen what is known: {all, judged, breaching, unknown, close, uncontracted, worst, partial, stale, rawTopics}
 */
export function headline(seen) {
  if (seen.all === 0) {
    return seen.partial ? 'Some partitions do not answer now.'
        : `Nothing to judge yet. Records on topics matching ${seen.rawTopics} appear here within seconds.`;
  }
  if (seen.breaching > 0) {
    return `${count(seen.breaching)} of ${many(seen.all, 'dataset')} ${is(seen.breaching)} in breach; `
        + `worst: ${spoken(seen.worst.dataset_urn)}, ${age(seen.worst.opened_at)}`;
  }
  if (seen.unknown > 0) {
    return `No breach; ${count(seen.unknown)} of ${many(seen.all, 'dataset')} ${is(seen.unknown)} not judged.`;
  }
  if (seen.close > 0) {
    return `No breach; ${count(seen.close)} of ${many(seen.all, 'dataset')} ${one(seen.close) ? 'comes' : 'come'} close to a limit.`;
  }
  if (seen.partial || seen.stale) return `No breach in the ${many(seen.all, 'dataset')} that are known.`;
  if (seen.judged === 0) return `No contract in force: ${many(seen.all, 'dataset')} counted, not judged.`;
  const rest = seen.uncontracted === 0 ? '.' : `; ${count(seen.uncontracted)} without a contract.`;
  return seen.judged === 1 ? `The one dataset with a contract keeps its promises${rest}`
      : `All ${count(seen.judged)} datasets keep their promises${rest}`;
}

export function partial(partitions) {
  return `Datasets may be missing: ${partitions.length === 1 ? 'partition' : 'partitions'} `
      + `${list(partitions.map(String))} ${is(partitions.length)} moving.`;
}

export const partialServices = partitions =>
  `Services may be missing or count too little: ${partitions.length === 1 ? 'partition' : 'partitions'} `
      + `${list(partitions.map(String))} ${is(partitions.length)} moving.`;

/** The parts of a score, the ones to begin with first. */
export const DOMAINS = ['identity', 'time', 'contract', 'quality', 'volume', 'trace'];

export const serviceName = service => service ?? '(unknown)';

export const fail = number => (one(number) ? 'fails' : 'fail');

/** How a service names itself: `header`, or the share of each way. */
export function namedBy(counts) {
  const all = counts.header + counts.mapping + counts.nothing;
  const ways = Object.entries(counts).filter(([, records]) => records > 0);
  if (ways.length < 2) return ways[0]?.[0] ?? '–';
  return ways.map(([way, records]) => `${way} ${percent(records / all)}`).join(', ');
}

const CHECKS = {
  evidence: 'Evidence flows', producer_header: 'Producers name themselves', event_time: 'Event time', trace_context: 'Trace context',
  contract: 'Contract and owner', breach_reader: 'A breach reaches somebody',
};

export const checkName = check => CHECKS[check] ?? capital(check.replace('signal_', 'signal: ').replaceAll('_', ' '));

export const lost = (at, seconds, retry) =>
  `Connection lost at ${time(at)}. What you see is ${span(seconds)} old. Next try in ${span(retry)}.`;

export const paused = (at, changes) => `Paused at ${time(at)}; ${many(changes, 'change')} ${one(changes) ? 'waits' : 'wait'}.`;

export const changedPlace = rows => `${many(rows, 'row')} changed place`;

const SHORT_CODES = {
  MISSING_REQUIRED_FIELD: cause => `leaves out ${cause.field}`,
  NULL_REQUIRED_FIELD: cause => `sends null in ${cause.field}`,
  WRONG_TYPE: cause => `sends a wrong type in ${cause.field}`,
  UNKNOWN_FIELD: cause => `sends the unknown field ${cause.field}`,
  SCHEMA_UNKNOWN: () => 'uses a schema that the registry does not know',
  SCHEMA_MISMATCH: () => 'does not match its schema',
  SCHEMA_SUBJECT_MISMATCH: () => 'uses the schema of another subject',
  UNDECODABLE: () => 'sends records that cannot be decoded',
  MALFORMED_PAYLOAD: () => 'sends no JSON object',
  RULE_FAILED: cause => `breaks the rule ${cause.rule}`,
  DUPLICATE: cause => `repeats what ${cause.rule ?? 'a rule'} has seen`,
};

/** One cause of a breach: `orders-svc v3.18 leaves out customer_id`. */
export function cause(it) {
  const who = it.service ? `${it.service}${it.version ? ` ${it.version}` : ''}` : 'a producer that does not say its name';
  const what = SHORT_CODES[it.code]?.(it) ?? `${it.code.toLowerCase().replaceAll('_', ' ')}${it.field ? ` in ${it.field}` : ''}`;
  return `${who} ${what}`;
}

/** An observed value with its unit. */
export function observed(state) {
  const value = state.observed?.value;
  if (value === null || value === undefined) return '–';
  switch (state.observed.unit) {
    case 'ratio': return percent(value, state.threshold?.critical ?? 0.95);
    case 'seconds': return span(value);
    default: return `${count(value)} ${state.observed.unit}`;
  }
}

export {count, percent, limitPercent, list};
