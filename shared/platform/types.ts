/** What every room may know: instants, dates, and the ports through which anything leaves the process. */

declare const brand: unique symbol;
/** A string that only a parser mints, so that one kind of id is never passed for another. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

/** An instant in UTC with milliseconds, as `2026-11-23T09:30:00.000Z`; compares as text. */
export type Instant = Brand<'Instant'>;
/** A calendar day in Europe/London, as `2026-11-23`; compares as text. */
export type LocalDate = Brand<'LocalDate'>;

export type Clock = { now(): Instant };
/** Randomness. `id()` is 26 characters of lower-case Crockford base32 (128 bits). */
export type Ids = { id(): string; short(): string; bytes(length: number): Uint8Array };

export type IndexName = 'party' | 'due' | 'fixed';
export type Key = { pk: string; sk: string };
/** One table item: flat, text and numbers only; a document goes as JSON text into `data`. */
export type Item = Key & { [attribute: string]: string | number };
export type Condition =
  /** No item with this key. */
  | { absent: true }
  /** An item is there and these attributes equal these values. */
  | { equals: Record<string, string | number> }
  /** No item, or this attribute is below the value. */
  | { absentOrBelow: { attribute: string; value: number } };
export type Write =
  | { put: Item; when?: Condition }
  | { update: Key; set?: Record<string, string | number>; add?: Record<string, number>; remove?: string[]; when?: Condition }
  | { delete: Key; when?: Condition }
  | { check: Key; when: Condition };
/** `failed`: positions of the writes whose condition did not hold. `conflict`: another transaction holds an item; nothing was decided. */
export type Written = { outcome: 'written' } | { outcome: 'condition-failed'; failed: number[] } | { outcome: 'conflict' } | { outcome: 'throttled' };
export type Query = {
  pk: string;
  /** Absent: the table itself. On an index, `pk`/`from`/`to` are the index's keys. */
  index?: IndexName;
  /** Inclusive bounds of the sort key. */
  from?: string;
  to?: string;
  limit?: number;
  backwards?: boolean;
  /** Where the page before ended, as it was returned. */
  after?: Item;
};
export type Page = { items: Item[]; next?: Item };
/** One DynamoDB table. Reads of the table are strongly consistent; reads of an index are not, and give keys only. */
export type Table = {
  get(key: Key): Promise<Item | undefined>;
  /** Each in the place of its key; undefined where there is none. */
  getAll(keys: readonly Key[]): Promise<(Item | undefined)[]>;
  /** One page, at most 1 MB. */
  query(query: Query): Promise<Page>;
  /** All or nothing, at most 100 writes; a single write is no transaction and costs half. */
  write(writes: Write[]): Promise<Written>;
  /** Puts without conditions, each on its own: some may be there when it throws, which it does unless all are. Other attributes of theirs are gone. */
  putAll(items: Item[]): Promise<void>;
};

export type QueueMessage = {
  body: string /** FIFO queues only. */;
  group?: string;
  deduplicationId?: string /** Standard queues only; at most 900. */;
  delaySeconds?: number;
};
export type Queue = { send(messages: QueueMessage[]): Promise<void> };
/** Encrypts small secrets under the hub's KMS key; `purpose` is bound to the ciphertext (the encryption context). */
export type Secrets = { encrypt(plain: Uint8Array, purpose: string): Promise<string>; decrypt(ciphertext: string, purpose: string): Promise<Uint8Array> };
/** To one number, as `+447700900123`. `refused`: it takes no texts from here. Throws where nothing can be said about what became of it. */
export type Texts = { send(text: { to: string; text: string }): Promise<'sent' | 'refused'> };
/** One line of the outbox; `subject` of mails alone. */
export type Posted = { kind: 'mail' | 'text' | 'letter'; id: string; at: Instant; from?: string; to: string[]; subject?: string; text: string };
/** Of a local hub alone: what was sent from it, newest first; and letters, which are paper, are kept there when they were printed. */
export type Outbox = { newest(): Promise<readonly Posted[]>; keep(letter: { to: string; text: string }): Promise<void> };
/** `tags`: what the hub is told again should the mail come back; letters, digits, `_` and `-`, and nothing of a person. */
export type Mail = { send(mail: { to: string; subject: string; text: string; tags?: Readonly<Record<string, string>> }): Promise<void> };
