// The last 24 hours of a dataset as 24 small bars. Heights differ as well as colours.

import {s} from './dom.js';

const WIDTH = 4;
const HEIGHT = 18;
const BARS = {C: ['CRITICAL', 18], W: ['WARNING', 10], U: ['UNKNOWN', 14], O: ['OK', 5]};
const WORDS = {C: 'critical', W: 'warning', U: 'not judged', O: 'OK', '.': 'no data'};

/** Draws the letters of a strip. */
export function strip(letters) {
  const svg = s('svg', {class: 'strip', viewBox: `0 0 ${letters.length * WIDTH} ${HEIGHT}`, width: letters.length * WIDTH, height: HEIGHT, role: 'img', 'aria-label': describe(letters)});
  [...letters].forEach((letter, i) => {
    const bar = BARS[letter];
    if (!bar) return;
    const [state, height] = bar;
    const x = i * WIDTH;
    if (letter === 'U') {
      // Hatched: unknown is neither good nor bad.
      svg.append(s('path', {class: state, d: `M${x + .5} ${HEIGHT}v-3m0-3v-3m0-3v-3M${x + 2.5} ${HEIGHT - 2}v-3m0-3v-3`, stroke: 'currentColor', 'stroke-width': 1.2, fill: 'none'}));
    } else {
      svg.append(s('rect', {class: state, x, y: HEIGHT - height, width: WIDTH - 1, height, fill: 'currentColor'}));
    }
  });
  return svg;
}

/** What a strip says in words: `last 24 hours: 2 critical, 22 OK`. */
export function describe(letters) {
  const counts = ['C', 'W', 'U', 'O', '.'].map(letter => [letter, [...letters].filter(it => it === letter).length]);
  return `Last ${letters.length} hours: ${counts.filter(([, n]) => n > 0).map(([letter, n]) => `${n} ${WORDS[letter]}`).join(', ')}`;
}
