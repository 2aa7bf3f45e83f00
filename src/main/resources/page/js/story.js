// Texts to keep or to compare: a breach as Markdown, a contract as YAML, what differs between two.

import {h} from './dom.js';
import {exactly, now, short, span} from './format.js';
import {cause, list, observed} from './words.js';

/** In Markdown, a name is a name and not a link or a heading. */
const plain = text => String(text).replace(/([\\`*_{}[\]<>#|])/g, '\\$1');

/** How long a breach has lasted. */
export const lasted = breach => span(((breach.resolved_at ? Date.parse(breach.resolved_at) : now()) - Date.parse(breach.opened_at)) / 1000);

/** A breach for a ticket; times are absolute there. */
export function markdown(breach, link, transitions = []) {
  const lines = [
    `### ${breach.status === 'RESOLVED' ? 'RESOLVED' : 'OPEN'} ${breach.severity}: ${breach.signal} of ${plain(short(breach.dataset_urn))}`,
    '',
    plain(breach.summary),
    '',
    `- **Dataset:** \`${breach.dataset_urn}\` (owner ${plain(breach.owner ?? 'unknown')}, tier ${breach.tier ?? '–'}, contract version ${plain(breach.contract_version ?? '–')})`,
    `- **Opened:** ${exactly(breach.opened_at)}`,
    breach.resolved_at ? `- **Resolved:** ${exactly(breach.resolved_at)} (after ${lasted(breach)})` : `- **Still open** after ${lasted(breach)}`,
    `- **Observed:** ${observed(breach)}`,
  ];
  if (breach.consumer) lines.push(`- **Promise to:** ${plain(breach.consumer)}`);
  if (breach.affected_consumers?.length) lines.push(`- **Consumers concerned:** ${plain(list(breach.affected_consumers))}`);
  if (breach.causes?.length) {
    lines.push('', '| share | cause | sample | trace |', '|---|---|---|---|');
    for (const it of breach.causes) {
      lines.push(`| ${Math.floor(it.share * 100)} % | ${plain(cause(it))} | ${it.sample ? `\`${it.sample.topic}-${it.sample.partition}@${it.sample.offset}\`` : ''} | ${it.sample?.trace_id ? `\`${it.sample.trace_id}\`` : ''} |`);
    }
  }
  if (transitions.length) {
    lines.push('');
    for (const it of transitions) lines.push(`- ${exactly(it.breach.updated_at)}: ${plain(it.why)}`);
  }
  lines.push('', link, '');
  return lines.join('\n');
}

const PLAIN_SCALAR = /^[A-Za-z_][A-Za-z0-9_./ -]*$/;
const OTHER_TYPES = /^(true|false|yes|no|on|off|null|~)$/i;

function scalar(value) {
  if (typeof value !== 'string') return String(value);
  return PLAIN_SCALAR.test(value) && !OTHER_TYPES.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value);
}

/** A document as YAML, as far as JSON needs it. */
export function yaml(value, indent = '') {
  if (Array.isArray(value)) {
    return value.map(it => (it !== null && typeof it === 'object' && Object.keys(it).length
      ? `${indent}- ${yaml(it, `${indent}  `).slice(indent.length + 2)}` : `${indent}- ${Array.isArray(it) ? '[]' : it !== null && typeof it === 'object' ? '{}' : scalar(it)}\n`)).join('');
  }
  return Object.entries(value).map(([key, it]) => {
    if (it !== null && typeof it === 'object') {
      if (Object.keys(it).length === 0) return `${indent}${scalar(key)}: ${Array.isArray(it) ? '[]' : '{}'}\n`;
      return `${indent}${scalar(key)}:\n${yaml(it, `${indent}  `)}`;
    }
    return `${indent}${scalar(key)}: ${scalar(it)}\n`;
  }).join('');
}

/** The lines that differ, by their longest common subsequence. */
export function lineChanges(before, after) {
  const a = before.trimEnd().split('\n');
  const b = after.trimEnd().split('\n');
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const out = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push([' ', a[i]]);
      i++;
      j++;
    } else if (j < b.length && (i >= a.length || longest[i * width + j + 1] >= longest[(i + 1) * width + j])) out.push(['+', b[j++]]);
    else out.push(['-', a[i++]]);
  }
  return out;
}

/** What differs, with signs as well as colours. */
export function difference(before, after) {
  const changes = lineChanges(before, after);
  if (changes.every(([sign]) => sign === ' ')) return h('p', {class: 'muted'}, 'No difference.');
  return h('pre', {class: 'diff', tabindex: 0}, changes.map(([sign, line], i) => {
    const near = changes.slice(Math.max(0, i - 2), i + 3).some(([it]) => it !== ' ');
    return near ? h('span', {class: sign === '+' ? 'added' : sign === '-' ? 'removed' : ''}, `${sign} ${line}\n`) : null;
  }));
}
