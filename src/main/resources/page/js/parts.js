// Pieces that several views show.

import {copyButton, h, shape} from './dom.js';
import {age, time} from './format.js';
import {stateWord} from './words.js';

/** A state as shape and word. */
export const stateTag = state => h('span', {class: `tag ${state}`}, shape(state), h('span', {}, stateWord(state)));

/** An age that goes on, with the time beside it for whoever points at it. */
export const since = iso => h('time', {datetime: iso, title: time(iso), data: {age: iso}}, age(iso));

export const stamp = iso => h('time', {datetime: iso}, time(iso));

/** Brings all ages on the page up to date. */
export function refreshAges(root = document) {
  for (const element of root.querySelectorAll('time[data-age]')) {
    const text = age(element.dataset.age);
    if (element.textContent !== text) element.textContent = text;
  }
}

export const id = (label, text) => copyButton([h('span', {class: 'what'}, label), h('code', {}, text)], text, `Copy ${label}`);

/** A page's beginning: where one is. */
export const title = (text, ...more) => h('div', {class: 'title'}, h('h1', {}, text), more);

export const note = (text, ...more) => h('p', {class: 'note'}, text, more.length ? ' ' : null, ...more);

/** Shows what went wrong in the words of the problem document, and where to look for it. */
export function problemNote(problem, retry, what = 'Could not load') {
  const idOf = problem.document?.request_id;
  return h('div', {class: 'note problem', role: 'alert'},
      h('span', {}, `${what}: ${problem.message}${problem.status ? ` (${problem.status})` : ''}.`),
      idOf ? copyButton(`Request ${idOf.slice(0, 8)}`, idOf) : null,
      retry ? h('button', {type: 'button', on: {click: retry}}, 'Try again') : null);
}

/** Shows that something is loaded, but only if it takes a while. */
export function loading(element, text) {
  const timer = setTimeout(() => {
    if (!element.hasChildNodes()) element.append(h('p', {class: 'muted loading'}, text));
  }, 300);
  return () => clearTimeout(timer);
}

/** Causes of a breach: a bar for the share of each, and the sample that shows it. */
export function causes(list, sentence, traceUrl) {
  if (list.length === 0) return null;
  return h('ol', {class: 'causes', 'aria-label': 'Causes'}, list.map(it => {
    const bar = h('span', {class: 'bar-of-share', 'aria-hidden': 'true'}, h('span', {}));
    bar.firstChild.style.width = `${Math.max(1, Math.round(it.share * 100))}%`;
    const sample = it.sample;
    const link = sample?.trace_id ? traceUrl(sample.trace_id) : null;
    return h('li', {},
        h('div', {class: 'cause'}, bar, h('span', {class: 'share'}, `${Math.floor(it.share * 100)} %`), h('span', {}, sentence(it)), h('span', {class: 'muted'}, it.code)),
        sample ? h('div', {class: 'sample'},
            id('sample', `${sample.topic}-${sample.partition}@${sample.offset}`),
            sample.trace_id ? id('trace', sample.trace_id) : null,
            link ? h('a', {href: link, target: '_blank', rel: 'noreferrer'}, 'Open trace') : null) : null);
  }));
}

const TRACE_TEMPLATE = document.documentElement.dataset.traceUrl ?? '';

/** The address of a trace, if one is set and it is one of the web. */
export function traceUrl(trace) {
  if (!TRACE_TEMPLATE.includes('{trace_id}')) return null;
  try {
    const url = new URL(TRACE_TEMPLATE.replaceAll('{trace_id}', encodeURIComponent(trace)));
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
