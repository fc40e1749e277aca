/** The pages in memory over the same rooms and tables as the FHIR face; who calls is said by the test, as a session would. */
import { createHash, createHmac } from 'node:crypto';
import { finder } from '#directory/find-store';
import { usuals } from '#directory/usual-store';
import { entranceOf } from '#identity/entrance';
import { organisationCookie } from '#identity/organisation-session';
import type { SignedIn } from '#identity/session-store';
import type { User } from '#identity/users';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { randomIds } from '#platform/ids';
import type { Instant, Outbox, Posted, Texts } from '#platform/types';
import { answerRoute } from '#web/answer/route';
import { selfReferralRoute } from '#web/self-referral/route';
import { pageRoute } from '#web/serve';
import { callers, fhirHub } from './fhir-hub.ts';

const user = (one: Record<string, unknown>) => ({ mail: `${one.id}@birchtree.example`, ...one }) as unknown as User;
/** Everybody who signs in in tests, with the caller that they are. */
export const people = {
  catriona: { user: user({ id: 'catriona', name: 'Catriona Weir', role: 'practitioner', practitioner: 'catriona-weir' }), caller: callers.practitioner },
  moira: { user: user({ id: 'moira', name: 'Moira Bain', role: 'practitioner', practitioner: 'moira-bain' }), caller: callers['practitioner-colleague'] },
  jamal: { user: user({ id: 'jamal', name: 'Jamal Rashid', role: 'practitioner', practitioner: 'jamal-rashid' }), caller: callers['practitioner-other'] },
  nadia: { user: user({ id: 'nadia', name: 'Dr Nadia Khan', role: 'staff', practice: 'birchtree', staff: 'gp' }), caller: callers.gp },
  lorna: { user: user({ id: 'lorna', name: 'Lorna Petrie', role: 'staff', practice: 'birchtree', staff: 'manager' }), caller: callers.gp },
  nurse: { user: user({ id: 'nurse', name: 'Ruth Adair', role: 'staff', practice: 'birchtree', staff: 'nurse' }), caller: callers.gp },
  reception: { user: user({ id: 'reception', name: 'Kay Lowe', role: 'staff', practice: 'birchtree', staff: 'reception' }), caller: callers.gp },
  elsewhere: { user: user({ id: 'elsewhere', name: 'Dr Iain Orr', role: 'staff', practice: 'thistledown', staff: 'gp' }), caller: callers['gp-other'] },
  elspeth: { user: user({ id: 'elspeth', name: 'Elspeth Munro', role: 'manager', manager: 'elspeth-munro' }), caller: callers.manager },
  /** Collects data at Thistledown, for studies. */
  morag: {
    user: user({ id: 'morag', name: 'Morag Innes', role: 'collector', collects: ['thistledown'] }),
    caller: { kind: 'collector', collects: ['thistledown'], client: 'user.morag' } as unknown as SignedIn['caller'],
  },
  /** Of another council area. */
  fraser: {
    user: user({ id: 'fraser', name: 'Fraser Ross', role: 'manager', manager: 'fraser-ross' }),
    caller: { kind: 'manager', manager: 'fraser-ross', areas: ['S12000036'], client: 'user.fraser' } as unknown as SignedIn['caller'],
  },
} as const satisfies Record<string, { user: User; caller: SignedIn['caller'] }>;
export type Named = keyof typeof people;

const csrfOf = (name: string) => createHash('sha256').update(name).digest('base64url');
const signedIn = (name: string | undefined): SignedIn | undefined => {
  const found = name !== undefined && Object.hasOwn(people, name) ? people[name as Named] : undefined;
  return found && { ...found, csrf: csrfOf(name ?? '') };
};
/** `over-catriona`: a session of hers that is over. */
const over = (cookie: string | undefined) => {
  const name = cookie?.replace(/^over-/, '');
  return name !== undefined && Object.hasOwn(people, name) ? people[name as Named].user.id : undefined;
};

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;
type PageTold = { bytes?: Buffer; status: number; text: string; location: string; cookies: readonly string[]; headers: Readonly<Record<string, string>> };
const told = ({ status, body, bytes, headers = {}, cookies = [] }: Answer): PageTold => ({
  ...(bytes ? { bytes: Buffer.from(bytes) } : {}),
  status,
  text: typeof body === 'string' ? body : '',
  location: headers.location ?? '',
  cookies,
  headers,
});
const formBody = (fields: Fields): Uint8Array => {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of value === undefined ? [] : [value].flat()) form.append(name, one);
  return Buffer.from(form.toString());
};

/** Texts and the outbox of a local hub. `next`: what becomes of the next text. */
const sending = (now: () => Instant) => {
  const posted: Posted[] = [];
  const texting: { next: 'sent' | 'refused' | 'fails' } = { next: 'sent' };
  const keep = async (kind: Posted['kind'], to: string, text: string) => void posted.push({ kind, id: randomIds.id(), at: now(), to: [to], text });
  const texts: Texts = {
    send: async ({ to, text }) => {
      if (texting.next === 'fails') throw new Error('no answer');
      if (texting.next === 'sent') await keep('text', to, text);
      return texting.next;
    },
  };
  const outbox: Outbox = { newest: async () => posted.toReversed(), keep: ({ to, text }) => keep('letter', to, text) };
  return { texts, outbox, texting, posted };
};
/** Who signs in as whom, and what was sent to them. */
const usersWho = (is: (one: User) => boolean) => async () => Object.values(people).flatMap(({ user: one }) => (is(one) ? [one] : []));
type Sent = { to: string; subject: string; text: string };

/** What a PIN is kept as costs a tenth of a second where people are, and did so at each sign-in here. */
const derive = async (text: string, salt: Uint8Array) => createHmac('sha256', salt).update(text).digest();

export const webHub = async () => {
  const hub = await fhirHub();
  const logged: unknown[] = [];
  const mails: Sent[] = [];
  const disabled = new Set<string>();
  const sent = sending(hub.now);
  const ports = {
    fhir: hub.ports,
    access: hub.access,
    finder: finder({ table: hub.access, directory: hub.ports.directory }),
    usuals: usuals(hub.table, { now: hub.now }),
    sessions: {
      find: async (cookie: string | undefined) => signedIn(cookie),
      over: async (cookie: string | undefined) => over(cookie),
    },
    users: {
      ofPractice: (id: string) => usersWho((one) => one.role === 'staff' && one.practice === id)(),
      ofPractitioner: async (id: string) => {
        const found = await usersWho((one) => one.role === 'practitioner' && one.practitioner === id)();
        return found.map((one): User => (disabled.has(one.id) ? { ...one, disabled: true } : one));
      },
      ofManager: (id: string) => usersWho((one) => one.role === 'manager' && one.manager === id)(),
    },
    mail: { send: async (letter: Sent) => void mails.push(letter) },
    clock: { now: hub.now },
    entrance: entranceOf({
      table: hub.access,
      secrets: hub.secrets,
      keys: hub.ports.keys,
      clock: { now: hub.now },
      ids: hub.ports.ids,
      texts: sent.texts,
      derive,
    }),
    ids: hub.ports.ids,
    log: (...line: unknown[]) => void logged.push(line),
    ...sent,
    local: true,
  };
  const [pages, outside, answers] = [pageRoute(ports), selfReferralRoute(ports), answerRoute(ports)];
  type Request = { cookies: Readonly<Record<string, string>>; body: Uint8Array; contentType?: string | undefined };
  const asked = async (route: Handler, method: 'GET' | 'HEAD' | 'POST', address: string, { cookies, body, contentType }: Request) => {
    const [path = '', rawQuery = ''] = address.split(/\?(.*)/s);
    const call: Call = {
      method,
      path,
      rawQuery,
      pathParameters: {},
      cookies: { ...cookies },
      header: (name) => (name === 'content-type' ? contentType : undefined),
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      body,
      receivedAt: hub.now(),
      requestId: 'request',
    };
    return told(await route(call));
  };
  const call = (
    method: 'GET' | 'POST',
    address: string,
    as: string | undefined,
    body: Uint8Array,
    more: Readonly<Record<string, string>>,
    contentType?: string,
  ) => asked(pages, method, address, { cookies: { ...(as === undefined ? {} : { '__Host-session': as }), ...more }, body, contentType });
  return {
    ...hub,
    logged,
    mails,
    /** Whose sign-ins are switched off. */
    disabled,
    web: ports,
    /** Somebody from outside, at the public form. */
    outside: {
      get: (address: string) => asked(outside, 'GET', address, { cookies: {}, body: new Uint8Array() }),
      post: (address: string, fields: Fields) => asked(outside, 'POST', address, { cookies: {}, body: formBody(fields) }),
    },
    /** The people of an organisation, at their link; `cookie`: what their browser has. */
    volunteer: {
      get: (address: string, cookie?: string, method: 'GET' | 'HEAD' = 'GET') =>
        asked(answers, method, address, { cookies: cookie === undefined ? {} : { [organisationCookie]: cookie }, body: new Uint8Array() }),
      post: (address: string, fields: Fields, cookie?: string) =>
        asked(answers, 'POST', address, { cookies: cookie === undefined ? {} : { [organisationCookie]: cookie }, body: formBody(fields) }),
    },
    get: (as: Named | undefined, address: string, cookies: Readonly<Record<string, string>> = {}) => call('GET', address, as, new Uint8Array(), cookies),
    /** With the session's own csrf, unless `fields` say another. */
    post: (as: Named, address: string, fields: Fields = {}, session: string = as, cookies: Readonly<Record<string, string>> = {}) =>
      call('POST', address, session, formBody({ csrf: csrfOf(as), ...fields }), cookies),
    /** As a browser sends a form with a file. */
    upload: async (as: Named, address: string, fields: Readonly<Record<string, string | Blob>>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf: csrfOf(as), ...fields })) form.append(name, value);
      const sent = new Response(form);
      return call('POST', address, as, new Uint8Array(await sent.arrayBuffer()), {}, sent.headers.get('content-type') ?? '');
    },
  };
};
export type WebHub = Awaited<ReturnType<typeof webHub>>;
