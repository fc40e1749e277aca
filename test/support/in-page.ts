/** Functions that run within a page: each is sent there as it stands, so it may use nothing from outside itself. The DOM's own types would let the hub's code use a browser. */
type Box = { left: number; top: number; right: number; bottom: number; width: number; height: number };
type Style = { [property: string]: string } & { getPropertyValue(name: string): string };
type Node = {
  tagName: string;
  outerHTML: string;
  textContent: string | null;
  parentElement: Node | null;
  nextElementSibling: Node | null;
  scrollWidth: number;
  clientWidth: number;
  tabIndex: number;
  labels?: Iterable<Node> | null;
  getBoundingClientRect(): Box;
  contains(other: Node | null): boolean;
  matches(selector: string): boolean;
};
declare const document: {
  documentElement: Node;
  body: Node;
  activeElement: Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
  elementFromPoint(x: number, y: number): Node | null;
};
declare const getComputedStyle: (node: Node, pseudo?: string) => Style;
declare const innerHeight: number;
declare const innerWidth: number;
declare const scrollY: number;

/** What sticks out at the side of a page that must not be scrolled sideways; what scrolls within itself is no fault. */
export const sticksOut = (): string[] => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const keepsIn = (node: Node | null): boolean =>
    node !== null &&
    node !== document.body &&
    node !== document.documentElement &&
    (getComputedStyle(node).overflowX !== 'visible' || keepsIn(node.parentElement));
  const out = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > wide + 1 && !keepsIn(node.parentElement));
  const innermost = out.filter((node) => !out.some((other) => other !== node && node.contains(other)));
  const told = innermost.map((node) => `${Math.round(node.getBoundingClientRect().right)} of ${wide} pixels: ${node.outerHTML.slice(0, 160)}`);
  return told.length > 0 ? told.slice(0, 5) : [`the page is ${document.documentElement.scrollWidth} of ${wide} pixels wide`];
};

/** Share of the window's height that stays covered while one scrolls. */
export const staysCovered = (): number => {
  const fixed = [...document.querySelectorAll('body *')].filter((node) => /^(fixed|sticky)$/.test(getComputedStyle(node).position ?? ''));
  const covers = ({ height, width }: Box) => (width > innerWidth / 2 ? height : 0);
  return fixed.reduce((sum, node) => sum + covers(node.getBoundingClientRect()), 0) / innerHeight;
};

/** How many stops the Tab key has here, and those that were put out of the page's order. */
export const stops = (): { count: number; moved: string[] } => {
  const shown = (node: Node) => node.getBoundingClientRect().width > 0 && getComputedStyle(node).visibility === 'visible';
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const all = [...document.querySelectorAll(can)].filter((node) => node.tabIndex >= 0 && !node.matches(':disabled') && shown(node));
  const groups = new Set<string>();
  // Of a group of radio buttons the key stops at one.
  const counted = all.filter((node) => {
    const group = node.matches('input[type=radio]') ? (/\bname="([^"]*)"/.exec(node.outerHTML)?.[1] ?? '') : undefined;
    if (group === undefined) return true;
    const first = !groups.has(group);
    groups.add(group);
    return first;
  });
  return { count: counted.length, moved: all.filter(({ tabIndex }) => tabIndex > 0).map(({ outerHTML }) => outerHTML.slice(0, 160)) };
};

/** `seen`: it looks other than at rest, the element itself or what stands for it. `covered`: something lies over all of it. */
export type Stop = { html: string; top: number; left: number; bottom: number; seen: boolean; covered: boolean };
/** Keeps how everything looks at rest; `at` tells where the keyboard stands, undefined: nowhere in the page. */
export const keyboardWatch = (): { at(): Stop | undefined } => {
  const near = (node: Node) =>
    [node, node.nextElementSibling, node.parentElement, [...(node.labels ?? [])][0]].filter((one): one is Node => one !== null && one !== undefined);
  const shows = ['outline', 'boxShadow', 'backgroundColor', 'color', 'border', 'textDecoration', 'opacity'];
  const styled = (one: Node, pseudo?: string) => shows.map((property) => getComputedStyle(one, pseudo)[property]).join(' ');
  const look = (node: Node) =>
    near(node)
      .map((one) => [styled(one), styled(one, '::before'), styled(one, '::after')].join(' '))
      .join(' ');
  const first = document.activeElement;
  const resting = new Map([...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]')].map((node) => [node, look(node)]));
  const own = (node: Node, found: Node | null) => found !== null && (near(node).includes(found) || node.contains(found) || found.contains(node));
  const at = () => {
    const node = document.activeElement;
    if (!node || node === document.body || node === document.documentElement) return undefined;
    const shown = node.matches('input[type=radio], input[type=checkbox]') ? ([...(node.labels ?? [])][0] ?? node) : node;
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const points: [number, number][] = [
      [x, y],
      [left + 2, top + 2],
      [right - 2, top + 2],
      [left + 2, bottom - 2],
      [right - 2, bottom - 2],
    ];
    const covered = !points.some(([px, py]) => own(node, document.elementFromPoint(px, py)));
    const html = node.outerHTML.slice(0, 160);
    return { html, top: top + scrollY, left, bottom: bottom + scrollY, seen: node === first || look(node) !== resting.get(node), covered };
  };
  return { at };
};
