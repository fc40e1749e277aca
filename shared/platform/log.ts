/** Logs are events, never payloads: a line holds these fields and no other, so that no name, number or text can slip in. */
type Fields = {
  route?: string;
  status?: number;
  milliseconds?: number;
  request?: string;
  caller?: string;
  referral?: string;
  rev?: number;
  code?: string;
  party?: string;
  count?: number;
  /** Of the sweep's line `swept`, from which alarms are measured: since the oldest commit not yet relayed; and open exceptions. */
  behindSeconds?: number;
  exceptions?: number;
  /** Of the line `reconciled`: people who were not counted up to date, and places that say something else than the log. */
  late?: number;
  differs?: number;
  /** The name of an error's class and where in our code it was thrown; never its message. */
  error?: string;
  at?: string;
};
export type Log = (event: string, fields?: Fields) => void;

const lineOf = (event: string, fields: Fields) => JSON.stringify({ event, ...fields });
export const stdoutLog: Log = (event, fields = {}) => {
  process.stdout.write(`${lineOf(event, fields)}\n`);
};

/** The lines below the message, which may have lines of its own that look like places. */
const framesOf = ({ stack = '', message }: Error): string[] => stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n');

/** What may be said of an error: its name and the place, without the message, which may hold what was sent. */
export const errorFields = (error: unknown): Pick<Fields, 'error' | 'at'> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const place = framesOf(error).find((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    at: place
      ?.trim()
      .replace(/^at /, '')
      .replace(/\(?(file:\/\/)?\/.*\/(?=[^/]+$)/, '(')
      .slice(0, 120),
  };
};
