/** Fenced blocks of a Markdown text. `info`: what stands behind the opening fence, as `sh` or `sh skip`. */
type Fence = {
  info: string;
  body: string /** What the text block after it says will be seen, line by line; `…` stands for anything. */;
  says: RegExp[];
};

type Block = { info: string; body: string };
const blocksIn = (markdown: string): Block[] =>
  [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', body = '']) => ({ info, body: body.trimEnd() }));

const patternOf = (line: string): RegExp =>
  new RegExp(
    line
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  );

/** Each command with the `text` block that comes next, if one comes before the next command. */
export const fences = (markdown: string): Fence[] =>
  blocksIn(markdown).flatMap(({ info, body }, index, all) => {
    const next = all[index + 1];
    const lines = next?.info === 'text' ? next.body.split('\n').filter((line) => line.trim() !== '') : [];
    return info.startsWith('sh') ? [{ info, body, says: lines.map(patternOf) }] : [];
  });
