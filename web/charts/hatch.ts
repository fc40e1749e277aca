/** How a hidden column or bar looks: hatched along its whole room, so that its length says nothing. */
import { type Html, html } from '#web/frame/html';

export const hatch = (id: string): Html =>
  html`<pattern id="${id}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hub_chart__hatch" x1="0" y1="0" x2="0" y2="8" /></pattern>`;
type Room = { x: string; width: string; y: number; height: number };
export const hatched = (id: string, { x, width, y, height }: Room): Html =>
  html`<rect x="${x}" width="${width}" y="${y}" height="${height}" fill="url(#${id}-hatch)" />`;
